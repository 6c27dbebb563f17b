// Package clock tells the time, a real one or one that tests move.
package clock

import "time"

// Clock tells the time in milliseconds.
type Clock interface {
	Now() int64
}

type system struct{}

func (system) Now() int64 { return time.Now().UnixMilli() }

// System is the machine's clock.
func System() Clock { return system{} }

// Manual stands still until it is moved.
type Manual struct {
	now int64
}

// NewManual starts at a time.
func NewManual(start int64) *Manual { return &Manual{now: start} }

// Now is the time it was moved to.
func (m *Manual) Now() int64 { return m.now }

// Advance moves it forward; it never goes back.
func (m *Manual) Advance(d time.Duration) {
	if d > 0 {
		m.now += d.Milliseconds()
	}
}
