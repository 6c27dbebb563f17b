package list

import (
	"reflect"
	"testing"
)

func filled(keys ...string) (*List, []*Node) {
	l := &List{}
	var nodes []*Node
	for _, key := range keys {
		nodes = append(nodes, l.PushFront(key))
	}
	return l, nodes
}

func expect(t *testing.T, l *List, keys ...string) {
	t.Helper()
	if got := l.Keys(); !reflect.DeepEqual(got, keys) || l.Len() != len(keys) {
		t.Fatalf("got %v (%d), want %v", got, l.Len(), keys)
	}
}

func TestNewestIsInFront(t *testing.T) {
	l, _ := filled("a", "b", "c")
	expect(t, l, "c", "b", "a")
	if l.Back().Key != "a" {
		t.Fatalf("back is %s", l.Back().Key)
	}
}

func TestMoving(t *testing.T) {
	l, nodes := filled("a", "b", "c")
	l.MoveToFront(nodes[0])
	expect(t, l, "a", "c", "b")
	l.MoveToFront(nodes[2])
	expect(t, l, "c", "a", "b")
	l.MoveToFront(nodes[2])
	expect(t, l, "c", "a", "b")
	if l.Back() != nodes[1] {
		t.Fatal("the back is wrong")
	}
}

func TestRemoving(t *testing.T) {
	l, nodes := filled("a", "b", "c")
	l.Remove(nodes[1])
	l.Remove(nodes[1])
	expect(t, l, "c", "a")
	l.Remove(nodes[0])
	expect(t, l, "c")
	l.Remove(nodes[2])
	if l.Back() != nil || l.Len() != 0 {
		t.Fatal("it is not empty")
	}
}

func TestNodesOfOtherLists(t *testing.T) {
	l, _ := filled("a", "b")
	_, others := filled("x", "y")
	l.MoveToFront(others[0])
	l.Remove(others[1])
	expect(t, l, "b", "a")
}
