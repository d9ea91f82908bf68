package view

import (
	"testing"
	"time"
)

// Cards that are free and parts that have one are all cards there are; customers who wait have come and have not been served;
// what a rack shows is as full as its storage.
func TestWhatIsPulled(t *testing.T) {
	w := loaded(t, "testdata/pull.toml", Options{At: 5 * time.Hour, Plan: "as-is"})
	st := w.sides[0].stage
	for hour := range 12 {
		w.Seek(time.Duration(hour) * 37 * time.Minute)
		framed(t, w, 1280, 720)
		c, sc := w.sides[0].track.cursor.world, &w.sides[0].scene
		for loop, names := range [][]string{{"turn", "eye", "mend.queue", "mend", "rack.queue", "rack", "lap.queue", "lap"}, {"lap.queue", "lap", "camera", "shop"}} {
			inside := 0
			for _, name := range names {
				inside += int(c.nodes[st.items[st.find(name)].IDs[0]].count)
			}
			coming := 0 // what is being taken out of the rack has its card already
			if loop == 1 {
				coming = int(c.nodes[st.items[st.find("rack")].IDs[0]].count)
			}
			if cards := st.plant.Layout.Cards[loop]; int(c.cards[loop])+inside != cards.Cards && int(c.cards[loop])+inside+coming != cards.Cards {
				t.Errorf("%v: %d cards of %s are free and %d parts have one, want %d in all", w.Clock(), c.cards[loop], cards.Name, inside, cards.Cards)
			}
		}
		door := &st.items[st.find("door")]
		stock := c.nodes[st.items[st.find("shop")].IDs[0]].count
		if waiting, lost := sc.unserved(door); lost != 0 || waiting > 0 && stock > 0 {
			t.Errorf("%v: %d customers wait, and %d parts for them", w.Clock(), waiting, stock)
		}
		rack := &st.items[st.find("rack")]
		n := int(c.nodes[st.items[st.find("rack.queue")].IDs[0]].count)
		if shown := len(sc.stored(rack, nil)); (shown == 0) != (n == 0) || shown != (n*15+39)/40 {
			t.Errorf("%v: the rack shows %d crates for %d parts of 40", w.Clock(), shown, n)
		}
	}
	kinds := map[wayKind]int{}
	for i := range st.edges {
		kinds[st.edges[i].kind]++
	}
	if kinds[mending] != 1 || kinds[waste] != 1 {
		t.Errorf("want a way to be mended and one of waste, have %v", kinds)
	}
}
