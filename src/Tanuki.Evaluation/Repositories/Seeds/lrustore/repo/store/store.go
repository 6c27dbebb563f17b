// Package store keeps values under keys and forgets.
package store

import (
	"sort"
	"time"

	"example.org/lrustore/clock"
	"example.org/lrustore/list"
	"example.org/lrustore/policy"
)

// Store is not safe for concurrent use.
type Store struct {
	limits  policy.Limits
	clock   clock.Clock
	entries map[string]*entry
	order   list.List
	bytes   int
	stats   Stats
}

// New is an empty store.
func New(limits policy.Limits, c clock.Clock) *Store {
	return &Store{limits: limits, clock: c, entries: map[string]*entry{}}
}

// Set keeps a copy of the value; a time of 0 takes the store's own.
func (s *Store) Set(key string, value []byte, ttl time.Duration) error {
	if err := s.limits.Check(key, value); err != nil {
		return err
	}
	if old, found := s.entries[key]; found {
		s.drop(key, old)
	}
	kept := append([]byte(nil), value...)
	s.entries[key] = &entry{
		value:    kept,
		deadline: s.limits.Deadline(s.clock.Now(), ttl),
		node:     s.order.PushFront(key),
	}
	s.bytes += policy.Cost(key, value)
	s.shrink()
	return nil
}

// Get marks the entry as used.
func (s *Store) Get(key string) ([]byte, bool) {
	found := s.live(key)
	if found == nil {
		s.stats.Misses++
		return nil, false
	}
	s.stats.Hits++
	found.hits++
	s.order.MoveToFront(found.node)
	return append([]byte(nil), found.value...), true
}

// Peek does not mark and does not count.
func (s *Store) Peek(key string) ([]byte, bool) {
	found := s.live(key)
	if found == nil {
		return nil, false
	}
	return append([]byte(nil), found.value...), true
}

// Delete says whether there was something.
func (s *Store) Delete(key string) bool {
	found := s.live(key)
	if found == nil {
		return false
	}
	s.drop(key, found)
	return true
}

// TTL is how long an entry has left; false when it is not there, and 0 when it never expires.
func (s *Store) TTL(key string) (time.Duration, bool) {
	found := s.live(key)
	if found == nil {
		return 0, false
	}
	if found.deadline == 0 {
		return 0, true
	}
	return time.Duration(found.deadline-s.clock.Now()) * time.Millisecond, true
}

// Len counts entries that have not expired.
func (s *Store) Len() int {
	s.Sweep()
	return len(s.entries)
}

// Bytes is what the entries count together.
func (s *Store) Bytes() int { return s.bytes }

// Stats so far.
func (s *Store) Stats() Stats { return s.stats }

// Keys of entries that have not expired, the most recent first.
func (s *Store) Keys() []string {
	s.Sweep()
	return s.order.Keys()
}

// Popular are the keys that were read most often, at most n, ties by name.
func (s *Store) Popular(n int) []string {
	s.Sweep()
	keys := make([]string, 0, len(s.entries))
	for key := range s.entries {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := s.entries[keys[i]].hits, s.entries[keys[j]].hits
		if a != b {
			return a > b
		}
		return keys[i] < keys[j]
	})
	if n < len(keys) {
		keys = keys[:n]
	}
	return keys
}

// Sweep forgets what has expired and says how much that was.
func (s *Store) Sweep() int {
	gone := 0
	now := s.clock.Now()
	for key, e := range s.entries {
		if e.expired(now) {
			s.drop(key, e)
			gone++
		}
	}
	s.stats.Expired += gone
	return gone
}

func (s *Store) live(key string) *entry {
	found, ok := s.entries[key]
	if !ok {
		return nil
	}
	if found.expired(s.clock.Now()) {
		s.drop(key, found)
		s.stats.Expired++
		return nil
	}
	return found
}

func (s *Store) drop(key string, e *entry) {
	s.order.Remove(e.node)
	delete(s.entries, key)
	s.bytes -= policy.Cost(key, e.value)
}

// shrink evicts until the limits hold; what has expired goes first.
func (s *Store) shrink() {
	if !s.limits.Exceeded(len(s.entries), s.bytes) {
		return
	}
	s.Sweep()
	for s.limits.Exceeded(len(s.entries), s.bytes) {
		oldest := s.order.Back()
		s.drop(oldest.Key, s.entries[oldest.Key])
		s.stats.Evicted++
	}
}
