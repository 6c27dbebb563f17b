package format

import (
	"testing"

	"example.org/routes/search"
)

func TestMinutes(t *testing.T) {
	for minutes, want := range map[int]string{0: "0 min", 59: "59 min", 60: "1 h", 65: "1 h 05 min", 150: "2 h 30 min"} {
		if got := Minutes(minutes); got != want {
			t.Errorf("%d: got %s", minutes, got)
		}
	}
}

func path() search.Path {
	return search.Path{From: "A", Steps: []search.Step{{To: "B", Line: "red", Weight: 4}, {To: "C", Line: "red", Weight: 58}, {To: "D", Line: "blue", Weight: 3}}}
}

func TestStepsOfALineAreOneLeg(t *testing.T) {
	legs := Legs(path())
	if len(legs) != 2 || legs[0] != (Leg{"red", "A", "C", 2, 62}) || legs[1] != (Leg{"blue", "C", "D", 1, 3}) {
		t.Fatalf("got %v", legs)
	}
}

func TestItinerary(t *testing.T) {
	want := "1. red from A to C (2 stops, 1 h 02 min)\n2. blue from C to D (1 stop, 3 min)\n1 h 05 min, 1 changes"
	if got := Itinerary(path()); got != want {
		t.Fatalf("got %s", got)
	}
}

func TestNowhereToGo(t *testing.T) {
	if got := Itinerary(search.Path{From: "A"}); got != "You are there." {
		t.Fatalf("got %s", got)
	}
}
