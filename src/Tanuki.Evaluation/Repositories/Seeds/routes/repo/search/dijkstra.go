package search

import (
	"example.org/routes/graph"
	"example.org/routes/queue"
)

// Options restrict a search.
type Options struct {
	// Avoid are stops that must not be passed; the ends may be among them.
	Avoid map[string]bool
	// Budget is the largest weight; 0 is any.
	Budget int
	// Transfer is added for each change of line.
	Transfer int
}

// Shortest is the lightest path; false when there is none.
func Shortest(g *graph.Graph, from, to string, options Options) (Path, bool) {
	if !g.Has(from) || !g.Has(to) {
		return Path{}, false
	}
	best := map[string]int{from: 0}
	arrivals := map[string]arrival{}
	done := map[string]bool{}
	var waiting queue.Queue
	waiting.Push(from, 0)
	for {
		item, ok := waiting.Pop()
		if !ok {
			return Path{}, false
		}
		if item.Name == to {
			return trace(from, to, arrivals), true
		}
		if done[item.Name] {
			continue
		}
		done[item.Name] = true
		if item.Name != from && options.Avoid[item.Name] {
			continue
		}
		for _, edge := range g.From(item.Name) {
			weight := item.Priority + edge.Weight + transfer(arrivals, item.Name, from, edge, options)
			if options.Budget > 0 && weight > options.Budget {
				continue
			}
			if known, seen := best[edge.To]; !seen || weight < known {
				best[edge.To] = weight
				arrivals[edge.To] = arrival{item.Name, edge}
				waiting.Push(edge.To, weight)
			}
		}
	}
}

func transfer(arrivals map[string]arrival, at, start string, edge graph.Edge, options Options) int {
	if at == start || arrivals[at].edge.Line == edge.Line {
		return 0
	}
	return options.Transfer
}
