package queue

import (
	"sort"
	"strings"
	"testing"
)

func drain(q *Queue) string {
	var names []string
	for item, ok := q.Pop(); ok; item, ok = q.Pop() {
		names = append(names, item.Name)
	}
	return strings.Join(names, "")
}

func TestSmallestFirst(t *testing.T) {
	var q Queue
	for i, name := range strings.Split("gcaebfd", "") {
		q.Push(name, int(name[0]))
		if q.Len() != i+1 {
			t.Fatalf("len %d", q.Len())
		}
	}
	if got := drain(&q); got != "abcdefg" {
		t.Fatalf("got %s", got)
	}
}

func TestEqualOnesKeepTheirOrder(t *testing.T) {
	var q Queue
	for _, name := range strings.Split("xyzuvw", "") {
		q.Push(name, 1)
	}
	q.Push("first", 0)
	if got := drain(&q); got != "firstxyzuvw" {
		t.Fatalf("got %s", got)
	}
}

func TestManyInAnyOrder(t *testing.T) {
	var q Queue
	var want []int
	for i, x := 0, 7; i < 200; i++ {
		x = (x*31 + 17) % 101
		want = append(want, x)
		q.Push("n", x)
	}
	sort.Ints(want)
	for _, w := range want {
		if item, ok := q.Pop(); !ok || item.Priority != w {
			t.Fatalf("got %v, want %d", item, w)
		}
	}
	if _, ok := q.Pop(); ok {
		t.Fatal("something is left")
	}
}
