package kpi

import "tweeling/sim/stat"

// A clientele is the customers of some sinks together.
type clientele struct {
	came, atOnce, lost, waiting int64
	level                       float64 // mean number who wait
	waits                       stat.Hist
}

// clients puts the customers of sinks together.
func clients(elements []Element) (c clientele) {
	for i := range elements {
		if e := &elements[i]; e.Clients != nil {
			c.came += e.Asked
			c.atOnce += e.Served
			c.lost += e.Clients.Lost
			c.waiting += e.Clients.Waiting
			c.level += e.Level
			c.waits.Merge(&e.Clients.Waits)
		}
	}
	return c
}

const (
	noCustomer = "no customer came"
	noneServed = "no customer got a part"
)

// A clientKPI is a figure of customers, of one sink or of all together.
type clientKPI struct {
	name, unit string
	better     int
	formula    string
	of         func(*clientele) (value float64, why string)
}

var clientTable = []clientKPI{
	{"customers_served", "customers", +1, "customers who got a part in the time watched, at once or after waiting", func(c *clientele) (float64, string) { return float64(c.waits.Count()), "" }},
	{"customers_lost", "customers", -1, "customers who found no part and went away, with unmet = \"lost\"", func(c *clientele) (float64, string) { return float64(c.lost), "" }},
	{"fill_rate", "", +1, "customers who found a part at once / customers who came", func(c *clientele) (float64, string) {
		if c.came == 0 {
			return 0, noCustomer
		}
		return float64(c.atOnce) / float64(c.came), ""
	}},
	{"customer_wait", "s", -1, "mean time from coming to getting a part, of customers who got theirs in the time watched; 0 for who found one at once", func(c *clientele) (float64, string) {
		if c.waits.Count() == 0 {
			return 0, noneServed
		}
		return c.waits.Mean() / 1e9, ""
	}},
	{"customer_wait_p95", "s", -1, "95th percentile of the same, from a histogram with a resolution of 1.6 %", waitOf95},
	{"backorders", "customers", -1, "mean number of customers who wait over calendar time", func(c *clientele) (float64, string) { return c.level, "" }},
	{"backorders_end", "customers", -1, "customers who wait at the end of the time watched", func(c *clientele) (float64, string) { return float64(c.waiting), "" }},
}

// waitOf95 is exactly 0 where so many found a part at once.
func waitOf95(c *clientele) (float64, string) {
	switch n := c.waits.Count(); {
	case n == 0:
		return 0, noneServed
	case 100*c.atOnce >= 95*n:
		return 0, ""
	}
	return c.waits.Quantile(0.95) / 1e9, ""
}

// lineClients are the figures of the customers of all sinks.
func lineClients() []KPI {
	var list []KPI
	for _, k := range clientTable {
		list = append(list, KPI{k.name, k.unit, k.better, k.formula, func(w *Watched) (float64, string) {
			for i := range w.Elements {
				if w.Elements[i].Clients != nil {
					c := clients(w.Elements)
					return k.of(&c)
				}
			}
			return 0, noCustomer
		}})
	}
	return list
}

// sinkClients are those of the customers of one.
func sinkClients() []ElementKPI {
	var list []ElementKPI
	for _, k := range clientTable {
		list = append(list, ElementKPI{k.name, k.unit, sinks, k.formula, func(e *Element, _ *Watched) (float64, string) {
			if e.Clients == nil {
				return 0, noCustomer
			}
			c := clients([]Element{*e})
			return k.of(&c)
		}})
	}
	return list
}
