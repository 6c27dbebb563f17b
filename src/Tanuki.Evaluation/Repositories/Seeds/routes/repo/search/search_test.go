package search

import (
	"reflect"
	"testing"

	"example.org/routes/graph"
)

func city() *graph.Graph {
	g := graph.New()
	_ = g.AddBoth("a", "b", 4, "red")
	_ = g.AddBoth("b", "c", 4, "red")
	_ = g.AddBoth("a", "d", 3, "blue")
	_ = g.AddBoth("d", "c", 3, "green")
	_ = g.AddEdge("c", "e", 5, "red")
	g.AddNode("island")
	return g
}

func stops(t *testing.T, from, to string, options Options) []string {
	t.Helper()
	path, ok := Shortest(city(), from, to, options)
	if !ok {
		return nil
	}
	return path.Stops()
}

func TestLightestPath(t *testing.T) {
	path, ok := Shortest(city(), "a", "c", Options{})
	if !ok || path.Weight() != 6 || path.Changes() != 1 || !reflect.DeepEqual(path.Stops(), []string{"a", "d", "c"}) {
		t.Fatalf("got %v", path)
	}
}

func TestChangesCost(t *testing.T) {
	if got := stops(t, "a", "c", Options{Transfer: 2}); !reflect.DeepEqual(got, []string{"a", "d", "c"}) {
		t.Fatalf("got %v", got)
	}
	if got := stops(t, "a", "c", Options{Transfer: 3}); !reflect.DeepEqual(got, []string{"a", "b", "c"}) {
		t.Fatalf("got %v", got)
	}
}

func TestAvoidedStopsAreNotPassed(t *testing.T) {
	if got := stops(t, "a", "c", Options{Avoid: map[string]bool{"d": true, "a": true, "c": true}}); !reflect.DeepEqual(got, []string{"a", "b", "c"}) {
		t.Fatalf("got %v", got)
	}
	if got := stops(t, "a", "c", Options{Avoid: map[string]bool{"d": true, "b": true}}); got != nil {
		t.Fatalf("got %v", got)
	}
}

func TestBudgets(t *testing.T) {
	if got := stops(t, "a", "e", Options{Budget: 10}); got != nil {
		t.Fatalf("got %v", got)
	}
	if got := stops(t, "a", "e", Options{Budget: 11}); len(got) != 4 {
		t.Fatalf("got %v", got)
	}
}

func TestNoWay(t *testing.T) {
	for _, ends := range [][2]string{{"e", "a"}, {"a", "island"}, {"a", "nowhere"}, {"nowhere", "a"}} {
		if got := stops(t, ends[0], ends[1], Options{}); got != nil {
			t.Errorf("%v: got %v", ends, got)
		}
	}
}

func TestAPathToItself(t *testing.T) {
	path, ok := Shortest(city(), "a", "a", Options{})
	if !ok || len(path.Steps) != 0 || path.Weight() != 0 {
		t.Fatalf("got %v", path)
	}
}

func TestWithin(t *testing.T) {
	if got := Within(city(), "a", 1); !reflect.DeepEqual(got, map[string]int{"a": 0, "b": 1, "d": 1}) {
		t.Fatalf("got %v", got)
	}
	if got := Within(city(), "a", 9); got["e"] != 3 || len(got) != 5 {
		t.Fatalf("got %v", got)
	}
	if got := Within(city(), "nowhere", 2); len(got) != 0 {
		t.Fatalf("got %v", got)
	}
}

func TestComponents(t *testing.T) {
	want := [][]string{{"a", "b", "c", "d", "e"}, {"island"}}
	if got := Components(city()); !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v", got)
	}
}
