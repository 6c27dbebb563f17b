// Package format writes paths for people.
package format

import (
	"fmt"
	"strings"

	"example.org/routes/search"
)

// Minutes writes 65 as 1 h 05 min.
func Minutes(minutes int) string {
	if minutes < 60 {
		return fmt.Sprintf("%d min", minutes)
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
}

// Leg is a stretch without a change.
type Leg struct {
	Line, From, To string
	Stops, Weight  int
}

// Legs joins steps of the same line.
func Legs(path search.Path) []Leg {
	var legs []Leg
	at := path.From
	for _, step := range path.Steps {
		if n := len(legs); n > 0 && legs[n-1].Line == step.Line {
			legs[n-1].To = step.To
			legs[n-1].Stops++
			legs[n-1].Weight += step.Weight
		} else {
			legs = append(legs, Leg{step.Line, at, step.To, 1, step.Weight})
		}
		at = step.To
	}
	return legs
}

// Itinerary has one line per leg and the sum below.
func Itinerary(path search.Path) string {
	legs := Legs(path)
	if len(legs) == 0 {
		return "You are there."
	}
	var b strings.Builder
	for i, leg := range legs {
		stops := "1 stop"
		if leg.Stops > 1 {
			stops = fmt.Sprintf("%d stops", leg.Stops)
		}
		fmt.Fprintf(&b, "%d. %s from %s to %s (%s, %s)\n", i+1, leg.Line, leg.From, leg.To, stops, Minutes(leg.Weight))
	}
	fmt.Fprintf(&b, "%s, %d changes", Minutes(path.Weight()), len(legs)-1)
	return b.String()
}
