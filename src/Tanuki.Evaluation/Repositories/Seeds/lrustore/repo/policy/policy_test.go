package policy

import (
	"testing"
	"time"
)

func TestDeadlines(t *testing.T) {
	limits := Limits{TTL: time.Second, MaxTTL: 3 * time.Second}
	for _, c := range []struct {
		ttl  time.Duration
		want int64
	}{{0, 1100}, {2 * time.Second, 2100}, {3 * time.Second, 3100}, {9 * time.Second, 3100}} {
		if got := limits.Deadline(100, c.ttl); got != c.want {
			t.Errorf("%v: got %d, want %d", c.ttl, got, c.want)
		}
	}
}

func TestWithoutTimesNothingExpires(t *testing.T) {
	if got := (Limits{}).Deadline(100, 0); got != 0 {
		t.Fatalf("got %d", got)
	}
	if got := (Limits{MaxTTL: time.Second}).Deadline(100, 0); got != 1100 {
		t.Fatalf("got %d", got)
	}
}

func TestExceeded(t *testing.T) {
	limits := Limits{Entries: 2, Bytes: 100}
	for _, c := range []struct {
		entries, bytes int
		want           bool
	}{{2, 100, false}, {3, 1, true}, {1, 101, true}, {0, 0, false}} {
		if got := limits.Exceeded(c.entries, c.bytes); got != c.want {
			t.Errorf("%d %d: got %v", c.entries, c.bytes, got)
		}
	}
	if (Limits{}).Exceeded(1_000_000, 1_000_000) {
		t.Error("there is no limit")
	}
}

func TestTooLarge(t *testing.T) {
	limits := Limits{Bytes: 20}
	if err := limits.Check("ab", []byte("cd")); err != nil {
		t.Fatal(err)
	}
	if err := limits.Check("ab", []byte("cde")); err != ErrTooLarge {
		t.Fatalf("got %v", err)
	}
}
