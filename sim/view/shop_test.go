package view

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tweeling/sim/view/gfx"
)

// Of a job shop every station has its name at the size of a screen, no label covers another, and what goes between two stations
// is one ribbon.
func shopIsReadable(t *testing.T, w *Show) {
	st := w.sides[0].stage
	if st.counting == nil {
		t.Fatal("want the ways of a job shop bundled")
	}
	seen := map[[2]int32]bool{}
	for _, r := range st.ribbons {
		if seen[[2]int32{r.a, r.b}] || r.a >= r.b {
			t.Errorf("two ribbons between %s and %s", st.items[r.a].name, st.items[r.b].name)
		}
		seen[[2]int32{r.a, r.b}] = true
	}
	for _, size := range [][2]int{{1280, 720}, {1920, 1080}, {640, 360}} {
		l := framed(t, w, float32(size[0]), float32(size[1]))
		for i, s := range w.sides {
			placed := s.scene.placed
			for a := range placed {
				for b := range a {
					if o, p := placed[a], placed[b]; o.x < p.x+p.w && p.x < o.x+o.w && o.y < p.y+p.h && p.y < o.y+o.h {
						t.Errorf("%v: two labels of side %d cover each other", size, i)
					}
				}
			}
			for _, k := range s.stage.stations {
				ops, _ := l.Find(s.stage.items[k].ids.state)
				if !slices.ContainsFunc(ops, func(o gfx.Op) bool { return o.Kind == gfx.Text && o.Text == s.stage.items[k].title }) {
					t.Errorf("%v: %s has no name on side %d", size, s.stage.items[k].name, i)
				}
			}
		}
	}
}

// What went along the ways of a shop is counted from the records, and adds up to what came to each place and was not made there.
func shopCountsItsWays(t *testing.T, w *Show) {
	framed(t, w, 1280, 720)
	st, c := w.sides[0].stage, &w.sides[0].track.cursor
	came := make([]int64, len(st.items))
	for e := range st.edges {
		came[st.edges[e].to] += c.world.flowed[e]
	}
	for i := range st.items {
		it := &st.items[i]
		if !it.isStation() {
			continue
		}
		n := c.world.nodes[it.IDs[0]]
		if got := n.sent + n.bad + int64(n.count); came[i] != got {
			t.Errorf("%s: %d parts came by its ways, and %d left, were scrapped or are there", it.name, came[i], got)
		}
	}
}

// Choosing a product lights its route and names its stations; after the last none is lit.
func shopLightsARoute(t *testing.T, w *Show) {
	plain := len(framed(t, w, 1280, 720).Ops)
	products := w.sides[0].stage.plant.Model.Products
	w.Key("o")
	l := framed(t, w, 1280, 720)
	route := w.draw.routeText(w.sides[0].stage)
	if !strings.Contains(textOf(l), fitted(route, 12, gfx.SemiBold, 440)[:12]) || !strings.Contains(route, " → ") {
		t.Errorf("want the route in the picture, have %q", route)
	}
	lit := w.sides[0].stage.routeOf(0)
	if n := len(slices.DeleteFunc(slices.Clone(lit), func(b bool) bool { return !b })); n < len(products[0].Ops)-1 {
		t.Errorf("want a ribbon lit for each step of %d, have %d", len(products[0].Ops), n)
	}
	for range products {
		w.Key("o")
	}
	if w.product != 0 || len(framed(t, w, 1280, 720).Ops) != plain {
		t.Errorf("want nothing lit after the last, have product %d", w.product)
	}
}

func TestShop(t *testing.T) {
	w := loaded(t, "metal-jobshop", Options{At: 30 * time.Hour, Pick: "brake"})
	t.Run("readable", func(t *testing.T) { shopIsReadable(t, w) })
	t.Run("counted", func(t *testing.T) { shopCountsItsWays(t, w) })
	t.Run("lit", func(t *testing.T) { shopLightsARoute(t, w) })
	w.Key("o")
	img, err := w.Image(1280, 720, 1)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "shop", img)
}
