package eventlog

import (
	"math"
	"strings"
)

const maxOperation = 1_000_000 // the largest number of one

// An Operation is one row of a list of operations: a step of the route of a product.
type Operation struct {
	Line     int // in the file
	Product  string
	Number   int
	Stations []string // that may do it, in order of preference
	Family   string
	Times    [4]float64 // cycle, setup, load and unload, in seconds; below 0: not said
	Scrap    float64    // share of bad parts; below 0: not said
}

// OperationTimes are what the times of an operation are called, in their order.
var OperationTimes = [4]string{"cycle", "setup", "load", "unload"}

// OperationColumns lists the columns of a list of operations, with their names in English and Dutch. The names of times may end
// in their unit.
var OperationColumns = []Column{
	{[]string{"product", "item", "article", "part", "part number", "artikel", "artikelnummer", "onderdeel"},
		true, "The product, as the scenario calls it; capitals do not matter.", false},
	{[]string{"operation", "op", "step", "operation number", "sequence", "bewerking", "bewerkingsnummer", "stap", "volgnummer"},
		true, "The number of the operation; they are done in the order of their numbers.", false},
	{[]string{"station", "at", "machine", "work centre", "work center", "resource", "werkplek", "bewerkingsplek"},
		true, "The station that does it, or several with / between them, in order of preference.", false},
	{[]string{"cycle", "cycle time", "run", "run time", "time", "cyclus", "cyclustijd", "stuktijd", "bewerkingstijd"},
		false, "Time to work on one part. Empty: that of the station.", true},
	{[]string{"setup", "setup time", "omstellen", "omsteltijd", "insteltijd"},
		false, "Time to change over to it. Empty: that of the station.", true},
	{[]string{"load", "load time", "beladen", "laadtijd"}, false, "Time to put the part in. Empty: that of the station.", true},
	{[]string{"unload", "unload time", "lossen", "lostijd"}, false, "Time to take the part out. Empty: that of the station.", true},
	{[]string{"family", "familie"}, false, "Operations of one family need no setup between them.", false},
	{[]string{"scrap", "scrap rate", "uitval"}, false, "Share of the parts that are found bad after it, 0 to 1. Empty: that of the station.", false},
}

// The columns by their place in the table above.
const (
	opProduct = iota
	opNumber
	opStation
	opCycle
	opFamily = opCycle + 4
	opScrap  = opFamily + 1
)

// Operations reads a table as a list of operations. Unit is that of bare numbers in columns of times whose names do not end in
// one. The error is [Mistakes].
func (t *Table) Operations(unit string) ([]Operation, error) {
	r := &operationReader{Table: t, findings: findings{file: t.Name}, seen: map[operationKey]int{}}
	r.settle(unit)
	if err := r.err(); err != nil {
		return nil, err
	}
	list := make([]Operation, 0, len(t.rows))
	for i := range t.rows {
		list = append(list, r.operation(i))
	}
	if len(list) == 0 {
		r.add(t.header, "", "want at least one operation below the names of the columns, have none")
	}
	return list, r.err()
}

type operationKey struct {
	product string
	number  int
}

// An operationReader is a list of operations while it is read.
type operationReader struct {
	*Table
	findings
	at       []int // by place in OperationColumns; -1: not there
	units    [opScrap + 1]string
	decimals [opScrap + 1]rune
	seen     map[operationKey]int // the line in which an operation was
}

// settle finds the columns, and how their numbers are written.
func (r *operationReader) settle(unit string) {
	r.at, _ = r.settleColumns(&r.findings, OperationColumns)
	for k, at := range r.at {
		r.decimals[k] = '.'
		if at < 0 {
			continue
		}
		if OperationColumns[k].Timed {
			given := unit
			if UnitOf(r.Columns[at]) != "" {
				given = ""
			}
			r.units[k], _ = r.unit(&r.findings, at, given)
		}
		if OperationColumns[k].Timed || k == opScrap || k == opNumber {
			r.decimals[k], _ = r.decimal(&r.findings, at)
		}
	}
}

func (r *operationReader) text(row, k int) string {
	if r.at[k] < 0 {
		return ""
	}
	return r.Cell(row, r.at[k])
}

func (r *operationReader) wrong(row, k int, format string, args ...any) {
	r.add(r.Line(row), r.Columns[r.at[k]], format, args...)
}

// operation reads one row.
func (r *operationReader) operation(row int) Operation {
	o := Operation{Line: r.Line(row), Product: r.text(row, opProduct), Family: r.text(row, opFamily), Times: [4]float64{-1, -1, -1, -1}, Scrap: -1}
	if o.Product == "" {
		r.wrong(row, opProduct, "want a product, have nothing")
	}
	for name := range strings.SplitSeq(r.text(row, opStation), "/") {
		if name = strings.TrimSpace(name); name != "" {
			o.Stations = append(o.Stations, name)
		}
	}
	if len(o.Stations) == 0 {
		r.wrong(row, opStation, "want a station, or several with / between them, have nothing")
	}
	o.Number = r.number(row)
	key := operationKey{strings.ToLower(o.Product), o.Number}
	if before, ok := r.seen[key]; ok {
		r.wrong(row, opNumber, "want each operation of a product once, have %d of %s in row %d too", o.Number, o.Product, before)
	}
	r.seen[key] = o.Line
	for i := range o.Times {
		if k := opCycle + i; r.text(row, k) != "" {
			x, err := r.oneTime(row, r.at[k], r.decimals[k], r.units[k])
			if err != nil {
				r.wrong(row, k, "%v", err)
			}
			o.Times[i] = x
		}
	}
	if r.text(row, opScrap) != "" {
		x, err := r.oneNumber(row, r.at[opScrap], r.decimals[opScrap])
		if err != nil || !(x >= 0 && x <= 1) {
			r.wrong(row, opScrap, "want a share from 0 to 1, have %q", r.text(row, opScrap))
		}
		o.Scrap = x
	}
	return o
}

// number reads the number of an operation.
func (r *operationReader) number(row int) int {
	x, err := r.oneNumber(row, r.at[opNumber], r.decimals[opNumber])
	if err != nil || x < 0 || x > maxOperation || x != math.Trunc(x) {
		r.wrong(row, opNumber, "want the number of an operation, such as 10, have %q", r.text(row, opNumber))
		return 0
	}
	return int(x)
}
