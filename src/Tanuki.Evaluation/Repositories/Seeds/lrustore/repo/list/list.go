// Package list is a doubly linked list whose nodes can be moved.
package list

// Node holds a key.
type Node struct {
	Key        string
	prev, next *Node
	owner      *List
}

// List has its most recent node in front.
type List struct {
	head, tail *Node
	length     int
}

// Len is how many nodes there are.
func (l *List) Len() int { return l.length }

// PushFront adds a key in front.
func (l *List) PushFront(key string) *Node {
	node := &Node{Key: key, owner: l}
	l.link(node)
	l.length++
	return node
}

// MoveToFront makes a node the most recent one; a node of another list stays where it is.
func (l *List) MoveToFront(node *Node) {
	if node.owner != l || l.head == node {
		return
	}
	l.unlink(node)
	l.link(node)
}

// Remove takes a node out; twice is the same as once.
func (l *List) Remove(node *Node) {
	if node.owner != l {
		return
	}
	l.unlink(node)
	node.owner = nil
	l.length--
}

// Back is the node that was not used for longest; nil when empty.
func (l *List) Back() *Node { return l.tail }

// Keys are all keys, the most recent first.
func (l *List) Keys() []string {
	keys := make([]string, 0, l.length)
	for node := l.head; node != nil; node = node.next {
		keys = append(keys, node.Key)
	}
	return keys
}

func (l *List) link(node *Node) {
	node.prev = nil
	node.next = l.head
	if l.head != nil {
		l.head.prev = node
	}
	l.head = node
	if l.tail == nil {
		l.tail = node
	}
}

func (l *List) unlink(node *Node) {
	if node.prev != nil {
		node.prev.next = node.next
	} else {
		l.head = node.next
	}
	if node.next != nil {
		node.next.prev = node.prev
	} else {
		l.tail = node.prev
	}
}
