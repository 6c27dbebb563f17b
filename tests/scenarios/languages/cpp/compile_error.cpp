int main() {
    return undeclared; // the error
}
