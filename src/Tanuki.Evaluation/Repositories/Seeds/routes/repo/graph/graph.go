// Package graph holds nodes by name and weighted edges between them.
package graph

import (
	"fmt"
	"sort"
)

// Edge leads to a node.
type Edge struct {
	To     string
	Weight int
	Line   string
}

// Graph is directed.
type Graph struct {
	edges map[string][]Edge
}

// New is an empty graph.
func New() *Graph { return &Graph{edges: map[string][]Edge{}} }

// AddNode adds a node without edges; one that is there stays as it is.
func (g *Graph) AddNode(name string) {
	if _, found := g.edges[name]; !found {
		g.edges[name] = nil
	}
}

// AddEdge adds an edge and its nodes. Of two edges of the same line between the same nodes the lighter one stays.
func (g *Graph) AddEdge(from, to string, weight int, line string) error {
	if weight < 0 {
		return fmt.Errorf("the weight from %s to %s is negative", from, to)
	}
	if from == to {
		return fmt.Errorf("%s leads to itself", from)
	}
	g.AddNode(from)
	g.AddNode(to)
	for i, edge := range g.edges[from] {
		if edge.To == to && edge.Line == line {
			if weight < edge.Weight {
				g.edges[from][i].Weight = weight
			}
			return nil
		}
	}
	g.edges[from] = append(g.edges[from], Edge{to, weight, line})
	return nil
}

// AddBoth adds an edge each way.
func (g *Graph) AddBoth(a, b string, weight int, line string) error {
	if err := g.AddEdge(a, b, weight, line); err != nil {
		return err
	}
	return g.AddEdge(b, a, weight, line)
}

// Has says whether there is such a node.
func (g *Graph) Has(name string) bool {
	_, found := g.edges[name]
	return found
}

// From are the edges that leave a node, in the order in which they were added.
func (g *Graph) From(name string) []Edge { return g.edges[name] }

// Nodes are all names, sorted.
func (g *Graph) Nodes() []string {
	names := make([]string, 0, len(g.edges))
	for name := range g.edges {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Degree counts edges that leave and that arrive.
func (g *Graph) Degree(name string) (out, in int) {
	for from, edges := range g.edges {
		for _, edge := range edges {
			if from == name {
				out++
			}
			if edge.To == name {
				in++
			}
		}
	}
	return out, in
}

// Reversed has every edge the other way round.
func (g *Graph) Reversed() *Graph {
	reversed := New()
	for _, from := range g.Nodes() {
		reversed.AddNode(from)
		for _, edge := range g.edges[from] {
			_ = reversed.AddEdge(edge.To, from, edge.Weight, edge.Line)
		}
	}
	return reversed
}
