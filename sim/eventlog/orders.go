package eventlog

import (
	"math"
	"time"
)

const maxQuantity = 1_000_000

// An Order is one row of a list of orders: so many parts of one product.
type Order struct {
	Line     int // in the file
	Number   string
	Product  string // as written
	Quantity int
	Lot      int       // parts of it that stay together; 0: not said
	Release  time.Time // from when on it may begin, zero: not said; a day without a time is its first instant
	Due      time.Time // until when it is wanted, zero: not said; a day without a time is until its end
}

// OrderColumns lists the columns of a list of orders, with their names in English and Dutch. Where several names of one
// column are in a file, the first in this list is taken. Names are compared as the package comment says.
var OrderColumns = []Column{
	{[]string{"number", "order number", "order no", "order nr", "order id", "order", "work order", "nummer", "ordernummer", "werkorder", "productieorder", "bonnummer"},
		true, "What the order is called; each once.", false},
	{[]string{"product", "item", "article", "part", "part number", "artikel", "artikelnummer", "onderdeel"},
		true, "The product, as the scenario calls it; capitals do not matter.", false},
	{[]string{"quantity", "qty", "pieces", "aantal", "hoeveelheid", "stuks"},
		true, "How many parts, a whole number.", false},
	{[]string{"release", "release date", "start", "start date", "vrijgave", "vrijgavedatum", "startdatum"},
		false, "From when on it may begin; a day without a time from its first instant. Empty: from the start of the run.", false},
	{[]string{"due", "due date", "deadline", "delivery date", "leverdatum", "gereed", "gereeddatum", "einddatum"},
		false, "Until when it is wanted; a day without a time until its end. Empty: not due.", false},
	{[]string{"lot", "lot size", "batch size", "partijgrootte", "seriegrootte"},
		false, "How many of its parts are one lot, which stays together where a machine chooses. Empty: each part is by itself.", false},
}

// The columns by their place in the table above.
const (
	orderNumber = iota
	orderProduct
	orderQuantity
	orderRelease
	orderDue
	orderLot
)

// An OrderList is a table of orders.
type OrderList struct {
	Orders        []Order  // in order of the file
	ProductColumn string   // the name of the column with the products, for who has more to say of one
	Unused        []string // the columns that nothing is read from
}

// Orders reads a table as a list of orders. The error is [Mistakes].
func (t *Table) Orders() (*OrderList, error) {
	r := &orderReader{Table: t, findings: findings{file: t.Name}, numbers: map[string]int{}}
	unused := r.settle()
	if err := r.err(); err != nil {
		return nil, err
	}
	list := make([]Order, 0, len(t.rows))
	for i := range t.rows {
		list = append(list, r.order(i))
	}
	if len(list) == 0 {
		r.add(t.header, "", "want at least one order below the names of the columns, have none")
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return &OrderList{list, t.Columns[r.at[orderProduct]], unused}, nil
}

// An orderReader is a list of orders while it is read.
type orderReader struct {
	*Table
	findings
	at       []int // by place in OrderColumns; -1: not there
	decimals [orderLot + 1]rune
	numbers  map[string]int // the line in which an order was, by its number
}

// settle finds the columns, and returns those that are left over.
func (r *orderReader) settle() (unused []string) {
	r.at, unused = r.settleColumns(&r.findings, OrderColumns)
	for k, at := range r.at {
		r.decimals[k] = '.'
		if (k == orderQuantity || k == orderLot) && at >= 0 {
			r.decimals[k], _ = r.decimal(&r.findings, at)
		}
	}
	return unused
}

// text is the cell of a column, "" where there is no such column.
func (r *orderReader) text(row, k int) string {
	if r.at[k] < 0 {
		return ""
	}
	return r.Cell(row, r.at[k])
}

// wrong tells of a cell.
func (r *orderReader) wrong(row, k int, format string, args ...any) {
	r.add(r.Line(row), r.Columns[r.at[k]], format, args...)
}

// order reads one row.
func (r *orderReader) order(row int) Order {
	o := Order{Line: r.Line(row), Number: r.text(row, orderNumber), Product: r.text(row, orderProduct)}
	if o.Number == "" {
		r.wrong(row, orderNumber, "want what the order is called, have nothing")
	} else if before, ok := r.numbers[o.Number]; ok {
		r.wrong(row, orderNumber, "want each order once, have %q in row %d too", o.Number, before)
	} else {
		r.numbers[o.Number] = o.Line
	}
	if o.Product == "" {
		r.wrong(row, orderProduct, "want a product, have nothing")
	}
	o.Quantity = r.count(row, orderQuantity)
	if r.text(row, orderLot) != "" {
		o.Lot = r.count(row, orderLot)
	}
	o.Release, _ = r.date(row, orderRelease)
	due, day := r.date(row, orderDue)
	if day {
		due = due.AddDate(0, 0, 1)
	}
	o.Due = due
	if !o.Due.IsZero() && !o.Due.After(o.Release) {
		r.wrong(row, orderDue, "want it due after its release, have %q and %q", r.text(row, orderDue), r.text(row, orderRelease))
	}
	return o
}

// count reads a number of parts.
func (r *orderReader) count(row, k int) int {
	x, err := r.oneNumber(row, r.at[k], r.decimals[k])
	if err != nil || x < 1 || x > maxQuantity || x != math.Trunc(x) {
		r.wrong(row, k, "want a whole number from 1 to %d, have %q", maxQuantity, r.text(row, k))
		return 0
	}
	return int(x)
}

// date reads a date that may be missing; day says that it is without a time.
func (r *orderReader) date(row, k int) (at time.Time, day bool) {
	if r.text(row, k) == "" {
		return at, false
	}
	at, day, err := r.moment(row, r.at[k])
	if err != nil {
		r.wrong(row, k, "%v", err)
		return time.Time{}, false
	}
	return at, day
}
