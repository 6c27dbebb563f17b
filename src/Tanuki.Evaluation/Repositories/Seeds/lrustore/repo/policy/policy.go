// Package policy says how much may be kept and for how long.
package policy

import (
	"errors"
	"time"
)

// Limits of a store; 0 is no limit.
type Limits struct {
	Entries int
	Bytes   int
	// TTL is the time of entries that come without one.
	TTL time.Duration
	// MaxTTL is the longest time of any entry.
	MaxTTL time.Duration
}

// ErrTooLarge is for an entry that alone is more than the store may hold.
var ErrTooLarge = errors.New("the entry is too large")

// Overhead is counted for each entry besides its key and value.
const Overhead = 16

// Cost is what an entry counts.
func Cost(key string, value []byte) int {
	return len(key) + len(value) + Overhead
}

// Check refuses what can never fit.
func (l Limits) Check(key string, value []byte) error {
	if l.Bytes > 0 && Cost(key, value) > l.Bytes {
		return ErrTooLarge
	}
	return nil
}

// Exceeded says whether something has to go.
func (l Limits) Exceeded(entries, bytes int) bool {
	if l.Entries > 0 && entries > l.Entries {
		return true
	}
	return l.Bytes > 0 && bytes > l.Bytes
}

// Deadline is when an entry expires, in milliseconds; 0 is never.
func (l Limits) Deadline(now int64, ttl time.Duration) int64 {
	if ttl <= 0 {
		ttl = l.TTL
	}
	if l.MaxTTL > 0 && (ttl <= 0 || ttl > l.MaxTTL) {
		ttl = l.MaxTTL
	}
	if ttl <= 0 {
		return 0
	}
	return now + ttl.Milliseconds()
}
