package scenario

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/sim/plant"
)

const shop = `
[run]
start = 2026-03-02 # a Monday
horizon = "3w"
warmup = "1w"
[product.bracket]
[product.flange]
[order.1001]
product = "bracket"
quantity = 40
lot = 15
release = "1d"
due = "5d"
every = "2w"
[order.WO-7]
product = "flange"
quantity = 3
release = 2026-03-02T06:00:00
due = 2026-03-06
[order.early]
product = "flange"
quantity = 2
release = 2026-02-24 # six days before the start
due = 2026-02-28
every = "1w"
[order.open]
product = "bracket"
quantity = 1
[order.late]
product = "bracket"
quantity = 1
release = "4w"
[line.desk]
kind = "source"
release = "orders"
to = ["out"]
[line.out]
kind = "sink"
[measure.rush.order.1001]
quantity = { times = 1.5 }
[measure.rush.order.9]
product = "flange"
quantity = 5
due = 2026-03-04T12:00:00
[measure.rush]
remove = ["order.early"]
[measure.list.line.desk]
orders = { csv = "orders.csv" }
[plan.rush]
measures = ["rush"]
[plan.list]
measures = ["list"]
`

// Orders of the scenario come into the model as often as they come, with times since the start; measures change, add and
// remove them, and a list comes beside them.
func TestBook(t *testing.T) {
	open := func(string) ([]byte, error) {
		return []byte("number,product,quantity,due\nL1,flange,8,2026-03-09\n"), nil
	}
	s, err := Read("shop.toml", []byte(shop), open)
	if err != nil {
		t.Fatal(err)
	}
	const d = 24 * time.Hour
	bracket := func(number string, quantity int, release time.Duration) plant.Order {
		return plant.Order{Number: number, Series: "1001", Quantity: quantity, Lot: 15, Release: release, Due: release + 5*d}
	}
	early := func(number string, release time.Duration) plant.Order {
		return plant.Order{Number: number, Series: "early", Product: 1, Quantity: 2, Release: release, Due: release + 5*d}
	}
	free := plant.Order{Number: "open", Quantity: 1, Due: plant.NoDue}
	seven := plant.Order{Number: "WO-7", Product: 1, Quantity: 3, Release: 6 * time.Hour, Due: 5 * d}
	late := plant.Order{Number: "late", Quantity: 1, Release: 28 * d, Due: plant.NoDue}
	for plan, want := range map[string][]plant.Order{
		AsIs: {free, seven, bracket("1001/1", 40, d), early("early/1", d), early("early/2", 8*d), bracket("1001/2", 40, 15*d), early("early/3", 15*d),
			early("early/4", 22*d), late},
		"rush": {{Number: "9", Product: 1, Quantity: 5, Due: 2*d + 12*time.Hour}, free, seven, bracket("1001/1", 60, d), bracket("1001/2", 60, 15*d), late},
		"list": {{Number: "L1", Product: 1, Quantity: 8, Due: 8 * d}, free, seven, bracket("1001/1", 40, d), early("early/1", d), early("early/2", 8*d),
			bracket("1001/2", 40, 15*d), early("early/3", 15*d), early("early/4", 22*d), late},
	} {
		if diff := cmp.Diff(want, mustModel(t, s, plan).Orders); diff != "" {
			t.Errorf("%s: %s", plan, diff)
		}
	}
	if shares := mustModel(t, s, AsIs).Products; shares[0].Share != 82.0/93 || shares[1].Share != 11.0/93 {
		t.Errorf("want shares of what is ordered, have %+v", shares)
	}
	if d := cmp.Diff([]BookEntry{
		{Number: "1001", Product: "bracket", Quantity: 60, Lot: 15, Release: "1d", Due: "5d", Every: 2 * week},
		{Number: "9", Product: "flange", Quantity: 5, Due: "2026-03-04T12:00:00"},
		{Number: "WO-7", Product: "flange", Quantity: 3, Release: "2026-03-02T06:00:00", Due: "2026-03-06"},
		{Number: "late", Product: "bracket", Quantity: 1, Release: "4w"}, {Number: "open", Product: "bracket", Quantity: 1},
	}, s.Book("rush")); d != "" {
		t.Error(d)
	}
	if len(s.Warnings) != 3 || !strings.Contains(s.Warnings[1].Text, "no machine has a dispatch") || s.Warnings[0].Key != "order.late" || !strings.Contains(s.Warnings[0].Text, "released after the run ends") {
		t.Errorf("have %v", s.Warnings)
	}
	if again, err := Reread(s.Files); err != nil || !cmp.Equal(mustModel(t, again, "list").Orders, mustModel(t, s, "list").Orders) {
		t.Errorf("want the same orders from its own files, have %v", err)
	}
	said, err := s.Semantics(AsIs)
	if d := cmp.Diff([]Sentence{{"semantics.source.orders", []any{"desk", 9, 93}}, {"semantics.source.again", []any{2}}, {"semantics.source.due", nil}}, said[3:6]); d != "" || err != nil {
		t.Error(d, err)
	}
}

// A year of weekly orders, and orders further away than a run can be, stay within what a time can hold.
func TestBookFarAway(t *testing.T) {
	text := strings.NewReplacer(`horizon = "3w"`, `horizon = "20y"`, `release = 2026-02-24`, `release = 0001-01-01`, `due = 2026-02-28`, `due = 9999-12-31`,
		`orders = { csv = "orders.csv" }`, `every = "20y"`, `[measure.list.line.desk]`, `[measure.list.order.early]`).Replace(shop)
	s, err := Read("shop.toml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range s.PlanNames() {
		for _, o := range mustModel(t, s, plan).Orders {
			if o.Release < 0 || o.Due <= o.Release {
				t.Errorf("%s: %+v", plan, o)
			}
		}
	}
}

// More parts at one moment than a run may hold are told.
func TestManyTogether(t *testing.T) {
	plain := "[product.a]\n[line.in]\nkind = \"source\"\n%s\nto = [\"m\"]\n[line.m]\nkind = \"machine\"\ncycle = \"1s\"\nto = [\"out\"]\n[line.out]\nkind = \"sink\"\n"
	ordered := fmt.Sprintf(plain, `release = "orders"`)
	order := "[order.%d]\nproduct = \"a\"\nquantity = %d\n"
	for _, c := range []struct{ text, wrong string }{
		{fmt.Sprintf(plain, "every = \"1s\"\nlot = 200_000"), ""},
		{fmt.Sprintf(plain, "every = \"1s\"\nlot = 1_000_001"), "want a whole number from 1 to 1000000"},
		{ordered + strings.Repeat(order, 6), "want at most 5000000 parts that are released at one moment, have more with the order 6"},
	} {
		if strings.Contains(c.text, "%d") {
			c.text = fmt.Sprintf(c.text, 1, 1_000_000, 2, 1_000_000, 3, 1_000_000, 4, 1_000_000, 5, 1_000_000, 6, 1)
		}
		_, err := Read("many.toml", []byte(c.text), nil)
		if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
			t.Errorf("%q in %v, want %q", c.text[:60], err, c.wrong)
		}
	}
}
