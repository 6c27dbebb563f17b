package store

import (
	"reflect"
	"testing"
	"time"

	"example.org/lrustore/clock"
	"example.org/lrustore/policy"
)

func open(limits policy.Limits) (*Store, *clock.Manual) {
	c := clock.NewManual(1000)
	return New(limits, c), c
}

func set(t *testing.T, s *Store, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if err := s.Set(key, []byte("v"+key), 0); err != nil {
			t.Fatal(err)
		}
	}
}

func TestValuesAreCopies(t *testing.T) {
	s, _ := open(policy.Limits{})
	value := []byte("abc")
	_ = s.Set("k", value, 0)
	value[0] = 'x'
	got, _ := s.Get("k")
	got[1] = 'y'
	if again, ok := s.Get("k"); !ok || string(again) != "abc" {
		t.Fatalf("got %q", again)
	}
}

func TestLeastRecentlyUsedGoes(t *testing.T) {
	s, _ := open(policy.Limits{Entries: 3})
	set(t, s, "a", "b", "c")
	s.Get("a")
	set(t, s, "d")
	if got := s.Keys(); !reflect.DeepEqual(got, []string{"d", "a", "c"}) {
		t.Fatalf("got %v", got)
	}
	if s.Stats().Evicted != 1 {
		t.Fatalf("evicted %d", s.Stats().Evicted)
	}
}

func TestPeekDoesNotMark(t *testing.T) {
	s, _ := open(policy.Limits{Entries: 2})
	set(t, s, "a", "b")
	if got, ok := s.Peek("a"); !ok || string(got) != "va" {
		t.Fatalf("got %q", got)
	}
	set(t, s, "c")
	if _, ok := s.Peek("a"); ok {
		t.Fatal("a is still there")
	}
	if stats := s.Stats(); stats.Hits+stats.Misses != 0 {
		t.Fatalf("counted %v", stats)
	}
}

func TestEntriesExpire(t *testing.T) {
	s, c := open(policy.Limits{})
	_ = s.Set("k", []byte("v"), time.Second)
	c.Advance(999 * time.Millisecond)
	if left, ok := s.TTL("k"); !ok || left != time.Millisecond {
		t.Fatalf("left %v %v", left, ok)
	}
	c.Advance(time.Millisecond)
	if _, ok := s.Get("k"); ok {
		t.Fatal("it is still there")
	}
	if stats := s.Stats(); stats.Expired != 1 || stats.Misses != 1 {
		t.Fatalf("stats %v", stats)
	}
}

func TestSweepCounts(t *testing.T) {
	s, c := open(policy.Limits{TTL: time.Second})
	set(t, s, "a", "b")
	_ = s.Set("c", nil, time.Minute)
	c.Advance(2 * time.Second)
	if gone := s.Sweep(); gone != 2 || s.Len() != 1 || s.Stats().Expired != 2 {
		t.Fatalf("gone %d, left %d, stats %v", gone, s.Len(), s.Stats())
	}
}

func TestExpiredGoBeforeUsed(t *testing.T) {
	s, c := open(policy.Limits{Entries: 2})
	set(t, s, "old")
	_ = s.Set("short", []byte("v"), time.Second)
	c.Advance(time.Minute)
	set(t, s, "new")
	if got := s.Keys(); !reflect.DeepEqual(got, []string{"new", "old"}) {
		t.Fatalf("got %v", got)
	}
	if s.Stats().Evicted != 0 {
		t.Fatal("something was evicted")
	}
}

func TestBytesAreCounted(t *testing.T) {
	s, _ := open(policy.Limits{Bytes: 60})
	set(t, s, "a", "b", "c")
	if s.Bytes() != 57 {
		t.Fatalf("bytes %d", s.Bytes())
	}
	_ = s.Set("b", []byte("longer"), 0)
	if s.Bytes() != 42 || s.Len() != 2 {
		t.Fatalf("bytes %d, len %d", s.Bytes(), s.Len())
	}
	if err := s.Set("x", make([]byte, 44), 0); err != policy.ErrTooLarge {
		t.Fatalf("got %v", err)
	}
}

func TestReplacingKeepsOne(t *testing.T) {
	s, _ := open(policy.Limits{})
	set(t, s, "a", "a")
	if s.Len() != 1 || s.Bytes() != 19 {
		t.Fatalf("len %d, bytes %d", s.Len(), s.Bytes())
	}
	if !s.Delete("a") || s.Delete("a") || s.Bytes() != 0 {
		t.Fatal("deleting is wrong")
	}
}

func TestTTLOfWhatNeverExpires(t *testing.T) {
	s, _ := open(policy.Limits{})
	set(t, s, "a")
	if left, ok := s.TTL("a"); !ok || left != 0 {
		t.Fatalf("left %v %v", left, ok)
	}
	if _, ok := s.TTL("b"); ok {
		t.Fatal("b is not there")
	}
}

func TestPopularAndHitRate(t *testing.T) {
	s, _ := open(policy.Limits{})
	if s.Stats().HitRate() != 0 {
		t.Fatal("nothing was read")
	}
	set(t, s, "a", "b", "c")
	s.Get("b")
	s.Get("b")
	s.Get("c")
	s.Get("nothing")
	if got := s.Popular(2); !reflect.DeepEqual(got, []string{"b", "c"}) {
		t.Fatalf("got %v", got)
	}
	if got := s.Popular(9); !reflect.DeepEqual(got, []string{"b", "c", "a"}) {
		t.Fatalf("got %v", got)
	}
	if rate := s.Stats().HitRate(); rate != 0.75 {
		t.Fatalf("rate %v", rate)
	}
}
