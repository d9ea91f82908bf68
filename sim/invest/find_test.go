package invest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"tweeling/scenarios"
	"tweeling/sim/scenario"
)

func TestLook(t *testing.T) {
	text, _ := scenarios.Text("two-alone-lose")
	unsure := strings.NewReplacer("capex = 180_000", "capex = [150_000, 180_000, 260_000]", "capex = 90_000", "capex = [80_000, 90_000, 130_000]",
		"[measure.faster_second.line.second]\ncycle = \"48s\"", "[measure.faster_second.line.second]\ncycle = [\"46s\", \"48s\", \"56s\"]",
		"[measure.faster_third.line.third]\ncycle = \"48s\"", "[measure.faster_third.line.third]\ncycle = [\"46s\", \"48s\", \"55s\"]",
		"price = 3.00", "price = [2.8, 3.0, 3.1]").Replace(string(text))
	s, err := scenario.Read("unsure.toml", []byte(unsure), nil)
	if err != nil {
		t.Fatal(err)
	}
	if name := os.Getenv("LOOK"); name != "" {
		if s, err = scenario.Load(name); err != nil {
			t.Fatal(err)
		}
	}
	var last Step
	r, err := Find(context.Background(), s, Settings{Budget: 270_000, Progress: func(s Step, done, of int) {
		if s != last {
			fmt.Println(s, of)
			last = s
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range r.Ranked {
		fmt.Println(o.Measures, o.Capex, o.NPV().Mean, o.NPV().HalfWidth, o.Choke)
	}
	fmt.Println(r.Doubt, r.Options, r.Over, r.Refused)
	k := *r.Risk
	k.Curve = nil
	fmt.Printf("%+v\n", k)
	fmt.Printf("%+v\n", r.Stages)
	fmt.Printf("%+v\n", r.Pilot)
}
