package scenario

import (
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
	}
}

// energy tells when an element saves energy.
func (t *teller) energy(s *plant.Spec) {
	for key, sentence := range map[string]string{"standby_after": "semantics.energy.standby", "off_after": "semantics.energy.off"} {
		if after := s.Span(key); after > 0 {
			t.list(sentence, s.Name, dist.FormatSpan(after.Seconds()))
		}
	}
}
