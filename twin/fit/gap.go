package fit

import (
	"cmp"
	"math"
	"slices"

	"tweeling/sim/stat"
)

// A Gap is one reason why the model may make more or less than the real line did: a key of the catalogue of words with its
// arguments, and by how many parts a week.
type Gap struct {
	Key     string
	Station string // of which it is said; "" for most
	Effect  float64
}

// Causes are the reasons that can be given in figures, the largest first: what came in more than went out, stations that
// cannot do in a week what comes, parts that are scrapped, ways that were left out, and laws whose mean is not that of the
// times.
func (m *Model) Causes() []Gap {
	if m.Release == nil || m.Release.PerWeek == 0 {
		return nil
	}
	weeks := m.Counted()
	if len(weeks) == 0 {
		return nil
	}
	pace := m.Release.PerWeek
	list := []Gap{{Key: "fit.cause.release", Effect: pace - stat.Average(weeks)}}
	for _, s := range m.Stations {
		if s.Cycle == nil || m.Unit == Flow {
			continue
		}
		visits := m.Routes.Modelled[s.Index]
		load := pace * visits * s.Cycle.Dist.Mean() / 3600 / (float64(s.Servers) * m.Shifts[s.Shift].Hours * s.availability())
		if load > 1 {
			list = append(list, Gap{"fit.cause.capacity", s.Name, -pace * (1 - 1/load)})
		}
		if s.Scrap != nil && m.Unit == Piece && !s.GoesOn {
			list = append(list, Gap{"fit.cause.scrap", s.Name, -pace * visits * s.Scrap.Share})
		}
		if counted := m.Routes.Visits[s.Index]; counted > 0 && visits != counted && load > 0.7 {
			list = append(list, Gap{"fit.cause.ways", s.Name, -pace * (visits/counted - 1)})
		}
	}
	list = slices.DeleteFunc(list, func(c Gap) bool { return math.Abs(c.Effect) < 0.001*pace })
	slices.SortStableFunc(list, func(a, b Gap) int { return cmp.Compare(math.Abs(b.Effect), math.Abs(a.Effect)) })
	return list
}

// availability is the share of its operating and down time that a station is up.
func (s *Station) availability() float64 {
	down := 0.0 // for each hour of work
	for _, f := range s.Failures {
		down += f.Repair.Dist.Mean() / f.Uptime.Dist.Mean()
	}
	return 1 / (1 + down)
}

// A Lead is what the time of a case in the log is made of, on average, in seconds.
type Lead struct{ All, Work, Closed, Waiting float64 }

// Lead takes the time of finished cases apart: on it worked, by the whole week closed, waiting. A model waits only for
// stations that are busy, down or closed; a real shop also for material, for papers, for a decision.
func (m *Model) Lead() Lead {
	var l Lead
	n := 0.0
	for i := 0; i < len(m.list); {
		j := i
		var work []stretch
		to := m.list[i].To
		for ; j < len(m.list) && m.list[j].Case == m.list[i].Case; j++ {
			work = append(work, m.busy(&m.list[j])...)
			to = max(to, m.list[j].To)
		}
		if c := m.list[i].Case; m.finished[c] {
			all := float64(to-m.list[i].From) / 1e9
			open := m.Shifts[0].net(m.Log.From, m.list[i].From, to)
			slices.SortFunc(work, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
			worked := m.openUnion(work)
			l.All += all
			l.Closed += all - open
			l.Work += worked
			l.Waiting += max(0, open-worked)
			n++
		}
		i = j
	}
	if n > 0 {
		l.All, l.Work, l.Closed, l.Waiting = l.All/n, l.Work/n, l.Closed/n, l.Waiting/n
	}
	return l
}

// openUnion is how long stretches in order last together by the week of the whole.
func (m *Model) openUnion(list []stretch) float64 {
	total := 0.0
	for i := 0; i < len(list); {
		from, to := list[i].from, list[i].to
		for i++; i < len(list) && list[i].from <= to; i++ {
			to = max(to, list[i].to)
		}
		total += m.Shifts[0].net(m.Log.From, from, to)
	}
	return total
}

// A Row is one law of a model, for a table.
type Row struct {
	What string // a key of the catalogue of words: "fit.what.cycle"
	Of   string // the station, as the log calls it; a zero byte and the product behind it where it is of one
	*Choice
}

// Rows lists all laws, by station.
func (m *Model) Rows() []Row {
	var list []Row
	add := func(what, of string, c *Choice) {
		if c != nil && c.Law != nil {
			list = append(list, Row{What: "fit.what." + what, Of: of, Choice: c})
		}
	}
	if m.Release != nil {
		add("release", "", m.Release.Every)
	}
	for _, s := range m.Stations {
		add("cycle", s.Name, s.Cycle)
		for _, p := range m.Products {
			add("cycle", s.Name+"\x00"+p.Name, s.ByProduct[p.Name])
		}
		add("setup", s.Name, s.Setup)
		for _, a := range m.Products {
			for _, b := range m.Products {
				add("setup", s.Name+"\x00"+a.Name+" > "+b.Name, s.Changes[[2]string{a.Name, b.Name}])
			}
		}
		for _, f := range s.Failures {
			of := s.Name
			if len(s.Failures) > 1 || f.Name != "stop" {
				of += "\x00" + f.Name
			}
			add("uptime", of, f.Uptime)
			add("repair", of, f.Repair)
		}
	}
	return list
}
