package store

import "example.org/lrustore/list"

type entry struct {
	value    []byte
	deadline int64
	node     *list.Node
	hits     int
}

func (e *entry) expired(now int64) bool {
	return e.deadline > 0 && e.deadline <= now
}
