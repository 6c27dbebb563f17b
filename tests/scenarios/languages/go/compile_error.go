package main

func main() {
	println(undeclared) // the error
}
