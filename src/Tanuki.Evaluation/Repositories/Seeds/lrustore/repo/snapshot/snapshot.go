// Package snapshot writes a store's entries as lines of text and reads them back.
package snapshot

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"example.org/lrustore/store"
)

const header = "lrustore 1"

// Write puts out one line per entry, the least recent first, so that reading them restores the order.
func Write(w io.Writer, s *store.Store) error {
	if _, err := fmt.Fprintln(w, header); err != nil {
		return err
	}
	keys := s.Keys()
	for i := len(keys) - 1; i >= 0; i-- {
		value, ok := s.Peek(keys[i])
		if !ok {
			continue
		}
		left, _ := s.TTL(keys[i])
		if _, err := fmt.Fprintf(w, "%s\t%s\t%d\n", quote(keys[i]), quote(string(value)), left.Milliseconds()); err != nil {
			return err
		}
	}
	return nil
}

// Read adds the entries to a store and says how many there were.
func Read(r io.Reader, s *store.Store) (int, error) {
	scanner := bufio.NewScanner(r)
	if !scanner.Scan() || scanner.Text() != header {
		return 0, fmt.Errorf("this is no snapshot")
	}
	count := 0
	for line := 2; scanner.Scan(); line++ {
		if strings.TrimSpace(scanner.Text()) == "" {
			continue
		}
		if err := readLine(scanner.Text(), s); err != nil {
			return count, fmt.Errorf("line %d: %w", line, err)
		}
		count++
	}
	return count, scanner.Err()
}

func readLine(line string, s *store.Store) error {
	fields := strings.Split(line, "\t")
	if len(fields) != 3 {
		return fmt.Errorf("%d fields instead of 3", len(fields))
	}
	key, err := unquote(fields[0])
	if err != nil {
		return err
	}
	value, err := unquote(fields[1])
	if err != nil {
		return err
	}
	left, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil || left < 0 {
		return fmt.Errorf("%q is no time", fields[2])
	}
	return s.Set(key, []byte(value), time.Duration(left)*time.Millisecond)
}
