package shop

import (
	"fmt"
	str "strings"
)

const Limit = 10

var Default = New()

// Order is one.
type Order struct {
	ID int
}

type (
	// A is first.
	A int
	B interface{ Do() }
)

// Add adds.
func (o *Order) Add(line Line) error {
	return fmt.Errorf("x")
}

func (s Set[T]) Has(v T) bool { return false }

func New() *Order { return &Order{} }
