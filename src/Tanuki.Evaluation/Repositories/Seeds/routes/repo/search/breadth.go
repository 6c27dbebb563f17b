package search

import (
	"sort"

	"example.org/routes/graph"
)

// Within are the stops that at most `hops` steps lead to, with their number of steps; the start has none.
func Within(g *graph.Graph, from string, hops int) map[string]int {
	found := map[string]int{}
	if !g.Has(from) {
		return found
	}
	found[from] = 0
	frontier := []string{from}
	for distance := 1; distance <= hops && len(frontier) > 0; distance++ {
		var next []string
		for _, name := range frontier {
			for _, edge := range g.From(name) {
				if _, seen := found[edge.To]; !seen {
					found[edge.To] = distance
					next = append(next, edge.To)
				}
			}
		}
		frontier = next
	}
	return found
}

// Components are the parts in which every stop can be reached from every other one when edges are taken both ways.
func Components(g *graph.Graph) [][]string {
	back := g.Reversed()
	seen := map[string]bool{}
	var parts [][]string
	for _, start := range g.Nodes() {
		if seen[start] {
			continue
		}
		var part []string
		stack := []string{start}
		seen[start] = true
		for len(stack) > 0 {
			name := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			part = append(part, name)
			for _, edges := range [][]graph.Edge{g.From(name), back.From(name)} {
				for _, edge := range edges {
					if !seen[edge.To] {
						seen[edge.To] = true
						stack = append(stack, edge.To)
					}
				}
			}
		}
		sort.Strings(part)
		parts = append(parts, part)
	}
	return parts
}
