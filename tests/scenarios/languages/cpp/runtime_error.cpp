#include <cassert>

int main() {
    assert(!"broken"); // the error
}
