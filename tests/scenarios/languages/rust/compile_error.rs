fn main() {
    println!("{}", undeclared); // the error
}
