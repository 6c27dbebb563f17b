package store

// Stats counts what happened.
type Stats struct {
	Hits, Misses, Evicted, Expired int
}

// HitRate is the share of reads that found something; 0 without reads.
func (s Stats) HitRate() float64 {
	reads := s.Hits + s.Misses
	if reads == 0 {
		return 0
	}
	return float64(s.Hits) / float64(reads)
}
