#include <assert.h>

int main(void) {
    assert(!"broken"); // the error
}
