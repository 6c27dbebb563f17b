// Package queue is a priority queue, the smallest first; equal ones come in the order in which they went in.
package queue

// Item waits with a priority.
type Item struct {
	Name     string
	Priority int
	serial   int
}

// Queue is a binary heap.
type Queue struct {
	items []Item
	count int
}

// Len is how many wait.
func (q *Queue) Len() int { return len(q.items) }

// Push adds one.
func (q *Queue) Push(name string, priority int) {
	q.items = append(q.items, Item{name, priority, q.count})
	q.count++
	q.up(len(q.items) - 1)
}

// Pop takes the smallest; false when nothing waits.
func (q *Queue) Pop() (Item, bool) {
	if len(q.items) == 0 {
		return Item{}, false
	}
	first := q.items[0]
	last := len(q.items) - 1
	q.items[0] = q.items[last]
	q.items = q.items[:last]
	q.down(0)
	return first, true
}

func (q *Queue) less(i, j int) bool {
	a, b := q.items[i], q.items[j]
	if a.Priority != b.Priority {
		return a.Priority < b.Priority
	}
	return a.serial < b.serial
}

func (q *Queue) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !q.less(i, parent) {
			return
		}
		q.items[i], q.items[parent] = q.items[parent], q.items[i]
		i = parent
	}
}

func (q *Queue) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(q.items) {
			return
		}
		if child+1 < len(q.items) && q.less(child+1, child) {
			child++
		}
		if !q.less(child, i) {
			return
		}
		q.items[i], q.items[child] = q.items[child], q.items[i]
		i = child
	}
}
