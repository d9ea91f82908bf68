package scenario

import (
	"slices"
	"strconv"
	"strings"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// several tells how a station that holds several parts comes by them, and what it does with them.
func (t *teller) several(s *plant.Spec) {
	switch s.Kind {
	case "assembly":
		t.list("semantics.several."+s.Text("collect"), s.Name)
		t.bills(s)
	case "disassembly":
		t.list("semantics.several.apart", s.Name, s.Bill("gives").String())
	case "oven":
		t.batch(s)
		t.list("semantics.several.oven", s.Name)
	case "batch":
		t.batch(s)
	case "storage":
		t.list("semantics.several.storage", s.Name, s.Count("room"))
	case "inspection":
		t.inspection(s)
	case "unbatch":
		t.list("semantics.several.opened", s.Name)
	case "palletising":
		t.batch(s)
		t.list("semantics.several.carrier", s.Name, s.Text("carrier"))
	case "depalletising":
		t.list("semantics.several.freed", s.Name, strings.Join(s.Refs("carriers_to"), ", "))
	}
}

// bills tells what is made of what.
func (t *teller) bills(s *plant.Spec) {
	own, _ := s.Values["needs"+perProduct].(map[string]plant.Bill)
	for _, product := range sortedKeys(own) {
		t.list("semantics.several.bill", s.Name, product, own[product].String())
	}
	if bill := s.Bill("needs"); bill != nil {
		made := s.Text("makes")
		if made == "" {
			made = bill[0].Name
		}
		t.list("semantics.several.bill", s.Name, made, bill.String())
	}
}

func (t *teller) batch(s *plant.Spec) {
	size := max(1, s.Count("batch"))
	if least := s.Count("minimum"); s.Has("minimum") && least < size {
		t.list("semantics.several.minimum", s.Name, least, size)
	} else {
		t.list("semantics.several.full", s.Name, size)
	}
	if wait := s.Span("maximum_wait"); wait > 0 {
		t.list("semantics.several.wait", s.Name, dist.FormatSpan(wait.Seconds()))
	}
	if alike := s.Text("alike"); slices.Contains([]string{"product", "family"}, alike) {
		t.list("semantics.several."+alike, s.Name)
	}
}

// percent writes a share.
func percent(x float64) string { return strconv.FormatFloat(100*x, 'g', 4, 64) }

// inspection tells what is looked at and what is found.
func (t *teller) inspection(s *plant.Spec) {
	t.list("semantics.inspection.finds", s.Name, percent(s.Number("finds")))
	t.bad(s)
	if x := s.Number("false_reject"); x > 0 {
		t.list("semantics.inspection.false_reject", s.Name, percent(x))
	}
	switch x := s.Number("sample"); {
	case s.Has("sample_every"):
		t.list("semantics.inspection.every", s.Name, s.Count("sample_every"))
	case x < 1:
		t.list("semantics.inspection.sample", s.Name, percent(x))
	}
	if to := s.Refs("feedback_to"); to != nil {
		t.list("semantics.inspection.feedback", s.Name, dist.FormatSpan(s.Span("feedback_delay").Seconds()), strings.Join(to, ", "))
	}
}

// defects tells what a station does to parts that nobody sees there.
func (t *teller) defects(s *plant.Spec) {
	own, some := s.Values["defects"+perProduct].(map[string]float64)
	for _, x := range own {
		some = some || x > 0
	}
	if some || s.Number("defects") > 0 {
		t.list("semantics.inspection.defects", s.Name)
	}
	if law := s.Chance("drift_after"); law != nil {
		t.list("semantics.inspection.drift", s.Name, brief(law), percent(s.Number("drift_defects")))
	}
}
