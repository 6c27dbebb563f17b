package snapshot

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"example.org/lrustore/clock"
	"example.org/lrustore/policy"
	"example.org/lrustore/store"
)

func TestOrderAndTimesSurvive(t *testing.T) {
	c := clock.NewManual(0)
	s := store.New(policy.Limits{}, c)
	_ = s.Set("a key", []byte("1\n2"), time.Minute)
	_ = s.Set("b", []byte("é%"), 0)
	s.Get("a key")
	c.Advance(20 * time.Second)
	var text strings.Builder
	if err := Write(&text, s); err != nil {
		t.Fatal(err)
	}

	copied := store.New(policy.Limits{}, c)
	if n, err := Read(strings.NewReader(text.String()), copied); n != 2 || err != nil {
		t.Fatalf("%d %v", n, err)
	}
	if !reflect.DeepEqual(copied.Keys(), []string{"a key", "b"}) {
		t.Fatalf("keys %v", copied.Keys())
	}
	if left, _ := copied.TTL("a key"); left != 40*time.Second {
		t.Fatalf("left %v", left)
	}
	if value, _ := copied.Peek("b"); string(value) != "é%" {
		t.Fatalf("value %q", value)
	}
}

func TestText(t *testing.T) {
	s := store.New(policy.Limits{}, clock.NewManual(0))
	_ = s.Set("k", []byte("a b"), time.Second)
	var text strings.Builder
	_ = Write(&text, s)
	if text.String() != "lrustore 1\nk\ta%20b\t1000\n" {
		t.Fatalf("got %q", text.String())
	}
}

func TestWhatIsDamagedIsTold(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "no snapshot",
		"other 1\n":                 "no snapshot",
		"lrustore 1\na\tb\n":        "line 2: 2 fields",
		"lrustore 1\n\na\t%4\t0\n":  "line 3: a value",
		"lrustore 1\na\t%zz\t0\n":   "line 2: a value",
		"lrustore 1\na\tb\tsoon\n":  "is no time",
		"lrustore 1\na\tb\t-5\n":    "is no time",
	} {
		_, err := Read(strings.NewReader(text), store.New(policy.Limits{}, clock.NewManual(0)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestQuoting(t *testing.T) {
	for _, text := range []string{"", "plain", "a b", "%", "\x00\x7f\xff", "~!"} {
		if back, err := unquote(quote(text)); err != nil || back != text {
			t.Errorf("%q became %q, %v", text, back, err)
		}
	}
	if quote("a%b c") != "a%25b%20c" {
		t.Errorf("got %q", quote("a%b c"))
	}
}
