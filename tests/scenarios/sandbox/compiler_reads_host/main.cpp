#include <cstdio>
#include <cstring>

asm(".section .rodata\nsecret: .incbin \"{home_file}\"\n.byte 0\n.text");
extern "C" const char secret[] __asm__("secret");

int main() { std::puts(secret); }
