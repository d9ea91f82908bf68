package plant

import "tweeling/sim"

// A campaign is a run of one product: before a machine changes over it works on so many parts of the product that it is
// set up for, and takes these first, whatever waits before them. When none has come for a time it changes over anyway.

func (m *machine) inCampaign() bool {
	return m.setup.least > 0 && m.tooled >= 0 && m.run < m.setup.least && !m.yields
}

// takeOwn takes a part of the campaign's product, or begins to wait for one.
func (m *machine) takeOwn(cx sim.Context) (sim.Part, bool) {
	p, ok := cx.TakeOf(m.tooled)
	if ok {
		m.stopLonging(cx)
	} else if !m.longs {
		m.longs = true
		cx.BeginFor(m.patience, m.setup.wait)
	}
	return p, ok
}

func (m *machine) stopLonging(cx sim.Context) {
	if m.longs {
		cx.Cancel(m.patience)
		m.longs = false
	}
}

// takeNow takes the part that comes next, if it is there.
func (m *machine) takeNow(cx sim.Context) (sim.Part, bool) {
	if m.inCampaign() {
		return cx.TakeOf(m.tooled)
	}
	return cx.TakeNow()
}
