package scenario

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim/plant"
)

const lotted = `[run]
horizon = "8w"
[product.a]
family = "x"
[product.b]
family = "y"
[order.again]
product = "a"
quantity = 81
release = "1d"
due = "4d"
every = "1w"
[order.once]
product = "a"
quantity = 11
due = "2d"
[order.twice]
product = "a"
quantity = 21
release = "4w"
[order.other]
product = "b"
quantity = 5
every = "1d"
[line.in]
kind = "source"
release = "orders"
to = ["m"]
[line.m]
kind = "machine"
cycle = "1m"
setup = "30m"
scrap_after_setup = 1
to = ["out"]
[line.out]
kind = "sink"
[measure.halved]
order.again = { quantity = 41, every = "84h" }
`

// Orders in lots of another size ask for as much as before, at the same pace, due as long after their release; those of other
// products stay as they are.
func TestWithLots(t *testing.T) {
	s, err := Read("lotted.toml", []byte(lotted), nil)
	if err != nil {
		t.Fatal(err)
	}
	lots, err := s.Lots(AsIs)
	if err != nil || len(lots) != 2 || lots[0].Product != "a" || lots[0].Size != 80 || lots[0].Spoiled != 1 || lots[0].Weekly != (8*80+10+20)/8.0 {
		t.Fatalf("have %+v, %v", lots, err)
	}
	type lot struct {
		release, due time.Duration
		quantity     int
	}
	of := func(size int, series string) (list []lot) {
		other, err := s.WithLots("a", size, 8*7*24*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := other.Model(AsIs)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(m.Orders, func(a, b plant.Order) int { return cmp.Compare(a.Release, b.Release) }) {
			t.Error("orders are not in order of their release")
		}
		for _, o := range m.Orders {
			if o.Product == 0 && o.Series == series {
				list = append(list, lot{o.Release, o.Due - o.Release, o.Quantity})
			}
		}
		if n := len(m.Orders); size == 0 && n != 56 {
			t.Errorf("have %d orders of the other product, want 56", n)
		}
		return list
	}
	const day = 24 * time.Hour
	week := func(k, n int) lot { return lot{day + 7*day*time.Duration(k)/time.Duration(n), 4 * day, 80/n + 1} }
	for _, n := range []int{1, 2, 4} { // lots of 80, 40 and 20 come n times a week
		have := of(80/n, "again")
		if len(have) != 8*n {
			t.Fatalf("lots of %d: have %d of them, want %d", 80/n, len(have), 8*n)
		}
		for k := range have {
			if have[k] != week(k, n) {
				t.Errorf("lots of %d: have %+v, want %+v", 80/n, have[k], week(k, n))
			}
		}
	}
	if have := of(160, "again"); len(have) != 4 || have[1].release != 15*day || have[1].quantity != 161 {
		t.Errorf("lots of 160: have %+v", have)
	}
	// 10 good ones from the start on and 20 more from four weeks on: six lots of 5, two of them two weeks apart.
	have := of(5, "")
	if len(have) != 6 || have[0].release != 0 || have[1].release != 14*day || have[2].release != 28*day || have[3].release != 35*day || have[3].quantity != 6 {
		t.Errorf("orders that come once: have %+v", have)
	}
	if have := of(0, "again"); len(have) != 0 {
		t.Errorf("left out: have %+v", have)
	}
	plan, err := s.WithLots("a", 80, 8*7*24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := plan.Model("halved")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range m.Orders {
		if o.Series == "again" && o.Quantity != 81 {
			t.Fatalf("a plan with other lots: have %+v", o)
		}
	}
	for _, c := range []struct {
		product, want string
		size          int
		horizon       time.Duration
	}{
		{"", "the products that are ordered", 10, day},
		{"c", `have "c"`, 10, day},
		{"a", "want lots of", -1, day},
		{"a", "want a horizon", 10, 0},
	} {
		if _, err := s.WithLots(c.product, c.size, c.horizon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: have %v", c, err)
		}
	}
}

// The lots of a source come less often the larger they are.
func TestWithLotsOfASource(t *testing.T) {
	s, err := Read("source.toml", []byte(`[line.in]
kind = "source"
every = "exp(10m)"
lot = 4
to = ["out"]
[line.out]
kind = "sink"
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	lots, err := s.Lots(AsIs)
	if err != nil || len(lots) != 1 || lots[0].Size != 4 || lots[0].Weekly != 7*24*6*4 {
		t.Fatalf("have %+v, %v", lots, err)
	}
	other, err := s.WithLots("", 10, 7*24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := other.Model(AsIs)
	if err != nil {
		t.Fatal(err)
	}
	if e := m.Elements[0]; e.Count("lot") != 10 || e.Chance("every").Mean() != 25*60 {
		t.Errorf("have lots of %d every %v s", e.Count("lot"), e.Chance("every").Mean())
	}
	if before, _, _ := s.Model(AsIs); before.Elements[0].Count("lot") != 4 {
		t.Error("the scenario itself has changed")
	}
	if _, err := s.WithLots("a", 10, 7*24*time.Hour); err == nil {
		t.Error("a source has no lots of one product, and that is not told")
	}
}
