// Package trace tells the records of a line as texts: one row for each, as `tweeling run --trace` writes them and as
// the scenes of package rules compare them.
package trace

import (
	"strconv"

	"tweeling/sim"
)

// Everything is what a trace tells; timers that ring are the business of a twin, and who stands ready while it is off that of
// who counts energy.
const Everything = sim.Everything &^ (sim.TimerRang | sim.Awaits | sim.Sent)

// A Row is what one record tells. What does not apply is "".
type Row struct {
	Time    string // since the start, in seconds
	Element string // whom it befell: the place a part came to, the station that was granted people
	What    string // state, moved, granted, returned, scrapped or lost
	Peer    string // where a part came from, the people or the robot granted; "" where a part was made
	From    string // the state before
	To      string // the state from now on
	Part    string // its number, from 1 on in the order in which parts came to be
	Product string
	Order   string // of the part, by its number
}

// Columns are the names of what is in a Row.
var Columns = []string{"time_s", "element", "what", "peer", "from", "to", "part", "product", "order"}

var whats = map[sim.What]string{sim.Changed: "state", sim.Moved: "moved", sim.Gave: "granted", sim.GaveBack: "returned", sim.Scrap: "scrapped", sim.Lost: "lost", sim.TakenAway: "taken", sim.Consumed: "consumed", sim.Became: "became"}

// RowOf tells a record of a line. Products are the names of its products, none: all parts are alike; orders the numbers of its
// orders.
func RowOf(l *sim.Line, products, orders []string, r sim.Record) Row {
	row := Row{Time: strconv.FormatFloat(r.At.Seconds(), 'f', -1, 64), Element: l.Name(r.ID), What: whats[r.What]}
	if r.Peer != sim.None {
		row.Peer = l.Name(r.Peer)
	}
	if r.What == sim.Changed {
		row.From, row.To = r.From.String(), r.To.String()
	}
	if r.Part > 0 {
		row.Part = strconv.FormatInt(int64(r.Part), 10)
		if int(r.Product) < len(products) {
			row.Product = products[r.Product]
		}
		if at := int(r.Order) - 1; at >= 0 && at < len(orders) {
			row.Order = orders[at]
		}
	}
	return row
}

// Cells are the texts of a row in the order of Columns.
func (r Row) Cells() []string {
	return []string{r.Time, r.Element, r.What, r.Peer, r.From, r.To, r.Part, r.Product, r.Order}
}
