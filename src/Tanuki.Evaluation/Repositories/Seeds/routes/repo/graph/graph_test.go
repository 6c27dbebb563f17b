package graph

import (
	"reflect"
	"testing"
)

func TestTheLighterEdgeStays(t *testing.T) {
	g := New()
	for _, weight := range []int{5, 3, 4} {
		if err := g.AddEdge("a", "b", weight, "1"); err != nil {
			t.Fatal(err)
		}
	}
	_ = g.AddEdge("a", "b", 9, "2")
	want := []Edge{{"b", 3, "1"}, {"b", 9, "2"}}
	if got := g.From("a"); !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v", got)
	}
}

func TestWrongEdgesAreRefused(t *testing.T) {
	g := New()
	if g.AddEdge("a", "b", -1, "") == nil || g.AddEdge("a", "a", 1, "") == nil {
		t.Fatal("no error")
	}
	if len(g.Nodes()) != 0 {
		t.Fatalf("nodes %v", g.Nodes())
	}
	if err := g.AddEdge("a", "b", 0, ""); err != nil {
		t.Fatal(err)
	}
}

func TestNodesAndDegrees(t *testing.T) {
	g := New()
	g.AddNode("z")
	_ = g.AddBoth("b", "a", 1, "")
	_ = g.AddEdge("b", "c", 1, "")
	g.AddNode("b")
	if got := g.Nodes(); !reflect.DeepEqual(got, []string{"a", "b", "c", "z"}) {
		t.Fatalf("got %v", got)
	}
	if out, in := g.Degree("b"); out != 2 || in != 1 {
		t.Fatalf("%d out, %d in", out, in)
	}
	if !g.Has("z") || g.Has("y") {
		t.Fatal("has is wrong")
	}
}

func TestReversed(t *testing.T) {
	g := New()
	_ = g.AddEdge("a", "b", 2, "x")
	r := g.Reversed()
	if got := r.From("b"); len(got) != 1 || got[0] != (Edge{"a", 2, "x"}) || len(r.From("a")) != 0 {
		t.Fatalf("got %v", got)
	}
}
