package invest

import "fmt"

// possible tells whether a set keeps to the power that is contracted, as far as it was run. What a single replication draws
// too much is too much: in years of it that comes again. The line as it is stays, whatever it draws.
func (x *search) possible(o *Option) bool {
	c := o.System.Contract(o.Samples)
	return o.Set == 0 || c == nil || c.Over == 0
}

// overdrawn lists the sets that do not.
func (x *search) overdrawn() []Refusal {
	var list []Refusal
	for _, o := range inOrder(x.options) {
		if x.possible(o) {
			continue
		}
		c := o.System.Contract(o.Samples)
		list = append(list, Refusal{o.Measures, fmt.Sprintf("it draws up to %.4g kW over a quarter of an hour, and %.4g kW are contracted", c.Most, c.KW)})
	}
	return list
}
