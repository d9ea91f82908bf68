package scenario

import (
	"slices"

	"tweeling/sim/dist"
)

// uptimeOf is the law of the uptime of a failure mode, as it is written or as its availability asks for.
func (d *draft) uptimeOf(mode *element) *dist.Dist {
	n, uptime := mode.node, mode.spec.Chance("uptime")
	at, written := n.get("availability"), n.get("uptime")
	switch {
	case at == nil && written == nil:
		d.tellOf(n, "uptime", `want a time, such as "12s" or "exp(3h)", or an availability, have nothing`)
	case at != nil && written != nil:
		d.tell(at, "want either uptime or availability, have both; a measure that goes from one to the other removes the first")
	case at != nil:
		return d.ofAvailability(mode, at)
	case uptime != nil && uptime.Mean() < shortest:
		d.tell(written, "want an uptime above 0s, in whole nanoseconds, have %s", uptime)
	}
	return uptime
}

// ofAvailability is the exponential law of the uptimes with which a failure mode is up for a share of the time: of
// availability = uptime / (uptime + repair), on the clock of the mode.
func (d *draft) ofAvailability(mode *element, at *node) *dist.Dist {
	share, said := mode.spec.Values["availability"].(float64)
	repair := mode.spec.Chance("repair")
	switch {
	case !said || repair == nil:
		return nil
	case share <= 0 || share >= 1:
		d.tell(at, "want a share between 0 and 1, have %v; what never fails has no failure mode", share)
		return nil
	case mode.spec.Text("clock") == "count":
		d.tell(at, `want an uptime in cycles, such as "500 cycles", since clock is "count", have an availability, which is a share of time`)
		return nil
	case repair.Mean() < shortest:
		d.tell(mode.node.get("repair"), "want a time above 0s, since the uptime follows from it and from availability, have %s", repair)
		return nil
	}
	if by := fromMeasure(mode.node.get("repair")); by != nil && fromMeasure(at) == nil {
		d.note(by, "changes how often it fails as well, since its availability stays as it is; say availability in the measure too, or remove it and say uptime")
	}
	mean := share * repair.Mean() / (1 - share)
	law, err := d.laws.parse("exp(" + dist.FormatSpan(mean) + ")")
	if err != nil {
		d.tell(at, "want an uptime that can be drawn, have a mean of %s: %v", dist.FormatSpan(mean), err)
	}
	return law
}

// fromMeasure is where a measure says something of a value; nil where none does.
func fromMeasure(n *node) *node {
	switch {
	case len(n.adjust) > 0:
		return n.adjust[0].by
	case slices.Index(n.path, "measure") == 0:
		return n
	default:
		return nil
	}
}
