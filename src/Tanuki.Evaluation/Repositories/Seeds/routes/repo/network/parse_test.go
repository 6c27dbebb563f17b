package network

import (
	"strings"
	"testing"
)

func TestLinesGoBothWaysOrOne(t *testing.T) {
	g, err := Parse("red: A 4 B 5 C # main\n\nring> C 2 A")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		stop    string
		out, in int
	}{{"A", 1, 2}, {"B", 2, 2}, {"C", 2, 1}} {
		if out, in := g.Degree(c.stop); out != c.out || in != c.in {
			t.Errorf("%s: %d out, %d in", c.stop, out, in)
		}
	}
	if edge := g.From("C")[1]; edge.To != "A" || edge.Weight != 2 || edge.Line != "ring" {
		t.Errorf("got %v", edge)
	}
}

func TestMistakesNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"red: A":            "line 1: stops",
		"red: A 4":          "line 1: stops",
		"\nred: A x B":      "line 2: \"x\"",
		": A 1 B":           "line 1: a line needs",
		"A 1 B":             "line 1: a line needs",
		"red: A 1 A":        "leads to itself",
		"red: A -1 B":       "negative",
		"a: A 1 B\nb: A 1 ": "line 2: stops",
	} {
		if _, err := Parse(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}
