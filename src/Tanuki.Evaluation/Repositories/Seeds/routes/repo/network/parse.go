// Package network reads descriptions of lines.
package network

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/routes/graph"
)

// Parse reads one line of the network per line of text: `red: A 4 B 4 C` goes both ways, `red> A 4 B` one way.
// What follows a # is a comment.
func Parse(text string) (*graph.Graph, error) {
	g := graph.New()
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strip(line))
		if line == "" {
			continue
		}
		if err := parseLine(g, line); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return g, nil
}

func strip(line string) string {
	if at := strings.IndexByte(line, '#'); at >= 0 {
		return line[:at]
	}
	return line
}

func parseLine(g *graph.Graph, line string) error {
	at := strings.IndexAny(line, ":>")
	if at <= 0 {
		return fmt.Errorf("a line needs a name")
	}
	name := strings.TrimSpace(line[:at])
	oneWay := line[at] == '>'
	words := strings.Fields(line[at+1:])
	if len(words) < 3 || len(words)%2 == 0 {
		return fmt.Errorf("stops and times have to take turns")
	}
	for i := 0; i+2 < len(words); i += 2 {
		weight, err := strconv.Atoi(words[i+1])
		if err != nil {
			return fmt.Errorf("%q is no time", words[i+1])
		}
		add := g.AddBoth
		if oneWay {
			add = g.AddEdge
		}
		if err := add(words[i], words[i+2], weight, name); err != nil {
			return err
		}
	}
	return nil
}
