package eventlog_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tweeling/sim/eventlog"
)

func at(text string) time.Time {
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", time.DateTime, "2006-01-02 15:04:05.000"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	panic(text)
}

func ordersSheet() eventlog.Sheet {
	return eventlog.Sheet{
		Name:    "Orders",
		Columns: []string{"number", "Product", "Qty", "release", "due", "lot size", "Cycle_s", "note"},
		Rows: [][]any{
			{"=1+1", "classic", 250, at("2026-03-02"), at("2026-03-06"), nil, 90250 * time.Millisecond, "first, with a comma; and \"quotes\""},
			{"W-2", "sport", int64(1500), at("2026-03-02 06:30"), at("2026-03-06 14:00:30"), 100, 1234.5, "1.234"},
			{"W-3", "sport", 2.0, nil, nil, nil, nil, "-"},
		},
	}
}

func wantOrders() []eventlog.Order {
	return []eventlog.Order{
		{Line: 2, Number: "=1+1", Product: "classic", Quantity: 250, Release: at("2026-03-02"), Due: at("2026-03-07")},
		{Line: 3, Number: "W-2", Product: "sport", Quantity: 1500, Lot: 100, Release: at("2026-03-02 06:30"), Due: at("2026-03-06 14:00:30")},
		{Line: 4, Number: "W-3", Product: "sport", Quantity: 2},
	}
}

// A list as a Dutch planning system writes it.
func TestOrdersInDutch(t *testing.T) {
	table := read(t, "\xef\xbb\xbfOrdernummer;Artikel;Aantal;Vrijgavedatum;Leverdatum;Seriegrootte;Klant\r\n"+
		"10045;Classic;1.250;2-3-2026;06-03-2026;;Janssen\r\n"+
		"10046;SPORT;40;02/03/2026 13:30;20260309;20;De Vries\r\n"+
		"10047;classic;1;;31.12.2026;;\r\n", eventlog.Format{Decimal: ','})
	orders, err := table.Orders()
	if err != nil {
		t.Fatal(err)
	}
	want := []eventlog.Order{
		{Line: 2, Number: "10045", Product: "Classic", Quantity: 1250, Release: at("2026-03-02"), Due: at("2026-03-07")},
		{Line: 3, Number: "10046", Product: "SPORT", Quantity: 40, Lot: 20, Release: at("2026-03-02 13:30"), Due: at("2026-03-10")},
		{Line: 4, Number: "10047", Product: "classic", Quantity: 1, Due: at("2027-01-01")},
	}
	if d := cmp.Diff(want, orders.Orders); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"Klant"}, orders.Unused); d != "" {
		t.Error(d)
	}
}

func TestOrderMistakes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"rows", "number,product,quantity,release,due\n1,a,10,2026-03-01,2026-03-02\n1,,0,2026-03-05,2026-03-04\n,b,1.5,01-03-2026T25:00,31-02-2026\n4,b,x,03/13/2026,2026-03-01T06:00:00Z\n5,b,7,1-3-26,1850-01-01\n", []string{
			`orders.csv:3: number: want each order once, have "1" in row 2 too`,
			`orders.csv:3: product: want a product, have nothing`,
			`orders.csv:3: quantity: want a whole number from 1 to 1000000, have "0"`,
			`orders.csv:3: due: want it due after its release, have "2026-03-04" and "2026-03-05"`,
			`orders.csv:4: number: want what the order is called, have nothing`,
			`orders.csv:4: quantity: want a whole number from 1 to 1000000, have "1.5"`,
			`orders.csv:4: release: want a date such as 2026-03-01, have "01-03-2026T25:00"`,
			`orders.csv:4: due: want a date such as 2026-03-01, have "31-02-2026"`,
			`orders.csv:5: quantity: want a whole number from 1 to 1000000, have "x"`,
			`orders.csv:5: release: want a date such as 2026-03-01, have "03/13/2026"; the day comes before the month`,
			`orders.csv:5: due: want a date in local time without a zone, such as 2026-03-01 06:30, have "2026-03-01T06:00:00Z"`,
			`orders.csv:6: release: want a date such as 2026-03-01, have "1-3-26"`,
			`orders.csv:6: due: want a date from the year 1970 to 2199, have "1850-01-01"`,
		}},
		{"no orders", "number,product,quantity\n", []string{"orders.csv:1: want at least one order below the names of the columns, have none"}},
		{"no columns", "a,b\n1,2\n", []string{
			`orders.csv:1: want a column "number" (or order number, order no, order nr, order id, order, work order, nummer, ordernummer, werkorder, productieorder, bonnummer), have none; there are a, b`,
			`orders.csv:1: want a column "product" (or item, article, part, part number, artikel, artikelnummer, onderdeel), have none; there are a, b`,
			`orders.csv:1: want a column "quantity" (or qty, pieces, aantal, hoeveelheid, stuks), have none; there are a, b`,
		}},
		{"twice", "number,product,quantity,Quantity\n1,a,1,2\n2,a,1,2\n", nil},
		{"groups", "number;product;quantity\n1;a;1.500\n", []string{
			`orders.csv:2: quantity: want numbers that can be read one way only, have "1.500", which may have a decimal sign or groups of three; say which with decimal`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, err := eventlog.Read("orders.csv", []byte(c.text), eventlog.Format{})
			if err == nil {
				_, err = table.Orders()
			}
			var have []string
			if err != nil {
				have = strings.Split(err.Error(), "\n")
			}
			if d := cmp.Diff(c.want, have); d != "" {
				t.Error(d)
			}
		})
	}
}

// A spreadsheet as people make one: dates and times by format, numbers as text, several sheets.
func TestSpreadsheet(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	ddmm, clock := "d-m-yyyy", "[h]:mm:ss"
	day, err := file.NewStyle(&excelize.Style{CustomNumFmt: &ddmm})
	if err != nil {
		t.Fatal(err)
	}
	lasts, _ := file.NewStyle(&excelize.Style{CustomNumFmt: &clock})
	short, _ := file.NewStyle(&excelize.Style{NumFmt: 14})
	for name, v := range map[string]any{
		"A2": "Order", "B2": "Product", "C2": "Qty", "D2": "Start", "E2": "Due date", "F2": "Cycle", "G2": "Setup_m",
		"A3": 1001, "B3": "a", "C3": 12, "D3": 46083, "E3": 46087.5, "F3": 90.5 / 86400, "G3": 1.5,
		"A5": "1002", "B5": "a", "C5": "12", "D5": "3-3-2026", "E5": "2026-03-07", "F5": "45s", "G5": "2,5",
	} {
		if err := file.SetCellValue("Sheet1", name, v); err != nil {
			t.Fatal(err)
		}
	}
	for name, style := range map[string]int{"D3": day, "E3": short, "F3": lasts} {
		if err := file.SetCellStyle("Sheet1", name, name, style); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := file.Write(&b); err != nil {
		t.Fatal(err)
	}
	table, err := eventlog.Read("orders.xlsx", b.Bytes(), eventlog.Format{})
	if err != nil {
		t.Fatal(err)
	}
	orders, err := table.Orders()
	if err != nil {
		t.Fatal(err)
	}
	want := []eventlog.Order{
		{Line: 3, Number: "1001", Product: "a", Quantity: 12, Release: at("2026-03-02"), Due: at("2026-03-06 12:00")},
		{Line: 5, Number: "1002", Product: "a", Quantity: 12, Release: at("2026-03-03"), Due: at("2026-03-08")},
	}
	if d := cmp.Diff(want, orders.Orders); d != "" {
		t.Error(d)
	}
	for column, want := range map[string]string{"cycle": "90.5@3, 45@5", "setup_m": "90@3, 150@5"} {
		if values, err := table.Times("", column, ""); err != nil || seconds(values) != want {
			t.Errorf("%s: want %s, have %s, %v", column, want, seconds(values), err)
		}
	}
	if _, err := eventlog.Read("orders.xlsx", b.Bytes(), eventlog.Format{Sheet: "Orders"}); err == nil || err.Error() != `orders.xlsx: want a sheet that exists, have "Orders"; there are Sheet1` {
		t.Errorf("have %v", err)
	}
	if _, err := eventlog.Read("orders.xlsx", []byte("number,product\n"), eventlog.Format{}); err == nil || err.Error() != "orders.xlsx: want an XLSX file, have what is none" {
		t.Errorf("have %v", err)
	}
}
