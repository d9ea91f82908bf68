package scenario

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const withOperationsOfAFile = `
operations = { csv = "routes.csv" }
[product.bracket]
share = 0.5
done = "out"
op.20 = { at = ["mill"], cycle = "5m", setup = "30m" }
[product.bush]
share = 0.5
done = "out"
[line.in]
kind = "source"
every = "exp(10m)"
[line.saw]
kind = "machine"
[line.mill]
kind = "machine"
[line.lathe]
kind = "machine"
[line.out]
kind = "sink"
[measure.faster.product.bracket.op.10]
cycle = { times = 0.5 }
[measure.less]
remove = ["product.bracket.op.20"]
`

// Routes come from a file, as a planning system writes them. What the scenario says itself of an operation comes before it, and
// measures change and remove what the file says.
func TestOperationsOfAFile(t *testing.T) {
	file := "\xef\xbb\xbfArtikel;Bewerking;Werkplek;Cyclustijd (min);Omsteltijd (min);Uitval\nbracket;10;SAW;0,5;10;\nBracket;20;lathe;4;35;0,01\nbush;10;Mill / lathe;2,25;20;0,03\nother;10;lathe;1;1;\n"
	s, err := Read("mine.toml", []byte(withOperationsOfAFile), func(string) ([]byte, error) { return []byte(file), nil })
	if err != nil {
		t.Fatal(err)
	}
	routes := func(plan string) string {
		m, _, err := s.Model(plan)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, p := range m.Products {
			for _, op := range p.Ops {
				text := fmt.Sprintf("%s %d at %s: %s after %s", p.Name, op.Number, strings.Join(op.At, " or "), op.Cycle, op.Setup)
				if op.Scrap != nil {
					text += fmt.Sprintf(", %v bad", *op.Scrap)
				}
				list = append(list, text)
			}
		}
		return strings.Join(list, "; ")
	}
	for plan, want := range map[string]string{
		AsIs:     "bracket 10 at saw: 30s after 10m; bracket 20 at mill: 5m after 30m; bush 10 at mill or lathe: 2m15s after 20m, 0.03 bad",
		"faster": "bracket 10 at saw: 15s after 10m; bracket 20 at mill: 5m after 30m; bush 10 at mill or lathe: 2m15s after 20m, 0.03 bad",
		"less":   "bracket 10 at saw: 30s after 10m; bush 10 at mill or lathe: 2m15s after 20m, 0.03 bad",
	} {
		if d := cmp.Diff(want, routes(plan)); d != "" {
			t.Errorf("%s: %s", plan, d)
		}
	}
	if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Text, "has operations of what is no product here: other") {
		t.Errorf("want what is left over to be told, have %v", s.Warnings)
	}
}
