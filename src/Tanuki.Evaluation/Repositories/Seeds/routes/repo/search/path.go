// Package search finds ways through a graph.
package search

import "example.org/routes/graph"

// Step goes to a stop with a line.
type Step struct {
	To     string
	Line   string
	Weight int
}

// Path begins at a stop.
type Path struct {
	From  string
	Steps []Step
}

// Weight of all steps together.
func (p Path) Weight() int {
	sum := 0
	for _, step := range p.Steps {
		sum += step.Weight
	}
	return sum
}

// Changes counts how often the line changes on the way.
func (p Path) Changes() int {
	changes := 0
	for i := 1; i < len(p.Steps); i++ {
		if p.Steps[i].Line != p.Steps[i-1].Line {
			changes++
		}
	}
	return changes
}

// Stops are the names on the way, both ends included.
func (p Path) Stops() []string {
	names := []string{p.From}
	for _, step := range p.Steps {
		names = append(names, step.To)
	}
	return names
}

type arrival struct {
	from string
	edge graph.Edge
}

// trace goes back from the end to the start.
func trace(start, end string, arrivals map[string]arrival) Path {
	var steps []Step
	for at := end; at != start; {
		came := arrivals[at]
		steps = append(steps, Step{came.edge.To, came.edge.Line, came.edge.Weight})
		at = came.from
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return Path{start, steps}
}
