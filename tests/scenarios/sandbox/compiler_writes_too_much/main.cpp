char large[400u << 20] = {1};
int main() { return large[1]; }
