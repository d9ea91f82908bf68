package scenario

import (
	"cmp"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// checkStandby checks that what an element saves by having no work is known.
func (d *draft) checkStandby() {
	for _, e := range d.elements {
		kw, ok := e.spec.Values["power_kw"].(map[string]float64)
		for _, key := range []string{"standby_after", "off_after"} {
			at := e.node.get(key)
			if at == nil {
				continue
			}
			class := map[string]string{"standby_after": "standby", "off_after": "off"}[key]
			if _, known := kw[class]; ok && !known {
				d.tellOf(e.node, "power_kw."+class, "want the power then, since it says %s, have nothing", key)
			} else if e.node.get("power_kw") == nil {
				d.note(at, "changes nothing, since there is no power_kw")
			}
			if e.spec.Span(key) == 0 {
				d.tell(at, "want a time above 0s, have %s", said(at))
			}
		}
		d.checkWaking(e, kw)
	}
}

// checkWaking checks that what takes time to be ready goes to sleep at all.
func (d *draft) checkWaking(e *element, kw map[string]float64) {
	wakes := false
	for key, after := range map[string]string{"wake": "standby_after", "startup": "off_after"} {
		at := e.node.get(key)
		wakes = wakes || at != nil
		switch {
		case at == nil || e.node.get(after) != nil:
		case key == "wake" && e.node.get("off_after") != nil: // it holds for that too
		default:
			d.tell(at, "want it only with %s, have no %s", after, after)
		}
	}
	if _, known := kw["setup"]; wakes && kw != nil && !known {
		d.note(e.node.get("power_kw"), "says no power in setup: it draws nothing while it wakes")
	}
}

// energy tells when an element saves energy, and what that costs in time.
func (t *teller) energy(s *plant.Spec) {
	for _, sleep := range []struct {
		after, sentence string
		wakes           *dist.Dist
	}{{"standby_after", "semantics.energy.standby", s.Chance("wake")}, {"off_after", "semantics.energy.off", cmp.Or(s.Chance("startup"), s.Chance("wake"))}} {
		after := s.Span(sleep.after)
		switch {
		case after == 0:
		case sleep.wakes == nil:
			t.list(sleep.sentence, s.Name, dist.FormatSpan(after.Seconds()))
		default:
			t.list(sleep.sentence+"_wakes", s.Name, dist.FormatSpan(after.Seconds()), brief(sleep.wakes))
		}
	}
}
