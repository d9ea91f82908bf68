package plant

import "tweeling/sim"

// Off tells whether no station is on duty at a time, for a break or since no shift works then, and until when that lasts; ok is false when
// one is, and until is below 0 when none ever will be again. A station without a shift is always on.
func (p *Plant) Off(at sim.Time) (until sim.Time, ok bool) {
	until = -1
	for i := range p.Elements {
		e := &p.Elements[i]
		if e.Role != Station {
			continue
		}
		if e.Calendar == nil || e.Calendar.On(at) {
			return 0, false
		}
		ok = true
		if next, more := e.Calendar.Next(at); more && (until < 0 || next < until) {
			until = next
		}
	}
	return until, ok
}
