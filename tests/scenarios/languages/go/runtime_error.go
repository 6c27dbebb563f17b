package main

func fail() {
	panic("broken") // the error
}

func main() {
	fail()
}
