int main(void) {
    return undeclared; // the error
}
