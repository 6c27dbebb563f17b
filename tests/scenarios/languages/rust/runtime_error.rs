fn fail() {
    panic!("broken"); // the error
}

fn main() {
    fail();
}
