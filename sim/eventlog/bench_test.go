package eventlog_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"tweeling/sim/eventlog"
)

// BenchmarkOrders reads 10,000 orders.
func BenchmarkOrders(b *testing.B) {
	sheet := eventlog.Sheet{Name: "Orders", Columns: []string{"number", "product", "quantity", "release", "due"}}
	for i := range 10_000 {
		release := at("2026-03-02").Add(time.Duration(i) * time.Minute)
		sheet.Rows = append(sheet.Rows, []any{fmt.Sprintf("W-%d", i), "classic", 1 + i%500, release, release.AddDate(0, 0, 14)})
	}
	for _, way := range []string{"csv", "xlsx"} {
		var file bytes.Buffer
		err := eventlog.WriteCSV(&file, sheet, eventlog.Format{})
		if way == "xlsx" {
			file.Reset()
			err = eventlog.WriteXLSX(&file, sheet)
		}
		if err != nil {
			b.Fatal(err)
		}
		b.Run(way, func(b *testing.B) {
			for b.Loop() {
				table, err := eventlog.Read("orders."+way, file.Bytes(), eventlog.Format{})
				if err != nil {
					b.Fatal(err)
				}
				if list, err := table.Orders(); err != nil || len(list.Orders) != 10_000 {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/file")
		})
	}
}
