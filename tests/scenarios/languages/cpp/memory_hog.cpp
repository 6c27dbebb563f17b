#include <list>
#include <string>

int main() {
    std::list<std::string> held;
    for (;;)
        held.emplace_back(1 << 20, 'x');
}
