package scenario

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tweeling/scenarios"
	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// The example that the format is explained with checks, and says what it says.
func TestExample(t *testing.T) {
	s, err := Load("testdata/shaver-line-3.toml")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings) > 0 {
		t.Errorf("want no warning, have %v", s.Warnings)
	}
	run := RunSettings{Start: time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), Horizon: 4 * week, Warmup: 48 * time.Hour, Replications: 30, Seed: 1}
	if d := cmp.Diff(run, s.Run); d != "" {
		t.Error(d)
	}
	econ := cost.Economics{Currency: "EUR", WeeksPerYear: 47, Horizon: 8, DiscountRate: 0.09, Tax: "none", Baseline: "drifting", Drift: cost.UsualDrift, EnergyPrice: 0.17, Given: true}
	products, investments, e := s.Money("automated")
	if d := cmp.Diff(econ, e); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]cost.Product{
		{Name: "classic", Price: 9.5, MaterialCost: 4.2, DemandPerYear: 700_000},
		{Name: "sport", Price: 12, MaterialCost: 5.1, DemandPerYear: 300_000},
	}, products); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]cost.Investment{{
		Name: "cobot", Capex: cost.Range{Low: 60_000, Likely: 95_000, High: 160_000}, YearlyCost: cost.Range{Low: 4500, Likely: 4500, High: 4500},
		Life: 8, Tau: 4.0 / 12, Dip: 0.05,
	}}, investments); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Unknown{{
		Path: "measure.cobot.capex", File: "testdata/shaver-line-3.toml", Line: 74, Col: 10, Range: investments[0].Capex,
	}}, s.Unknowns); d != "" {
		t.Error(d)
	}
	if got := s.PlanNames(); !slices.Equal(got, []string{"as-is", "automated"}) {
		t.Errorf("have plans %v", got)
	}
	asIs, plan := mustModel(t, s, ""), mustModel(t, s, "automated")
	press := func(m *plant.Model) *plant.Spec { return &m.Elements[1] }
	if d := cmp.Diff(map[string]plant.Need{"load": {Count: 1, From: []string{"crew"}}}, press(asIs).Crew()); d != "" {
		t.Error(d)
	}
	if p := press(plan); p.Text("robot") != "arm" || p.Crew() != nil || p.Has("load") {
		t.Errorf("want a press with a robot that nobody loads, have %v", p.Values)
	}
	if n := plan.Elements[len(plan.Elements)-1]; n.Name != "crew" || n.Count("count") != 1 {
		t.Errorf("want a crew of one at the end, have %v", n)
	}
	if w := asIs.Products[1].Weekly; w != 300_000.0/47 {
		t.Errorf("want 300000/47 a week, have %v", w)
	}
}

// What a scenario says of all its plans is read once, and its models can be built.
func TestBuiltIn(t *testing.T) {
	for _, name := range scenarios.Names() {
		s, err := Load(name)
		if err != nil {
			t.Errorf("%s:\n%v", name, err)
			continue
		}
		for _, plan := range s.PlanNames() {
			m, _, err := s.Model(plan)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := plant.Build(m); err != nil {
				t.Errorf("%s, %s: %v", name, plan, err)
			}
			if said, err := s.Semantics(plan); err != nil || len(said) < 5 {
				t.Errorf("%s, %s: want some sentences, have %d, %v", name, plan, len(said), err)
			}
		}
	}
}

func TestLoad(t *testing.T) {
	folder := t.TempDir()
	large := filepath.Join(folder, "large.toml")
	if err := os.WriteFile(large, make([]byte, maxFile+1), 0o644); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(folder, "mine.toml")
	if err := os.WriteFile(mine, []byte(small), 0o644); err != nil {
		t.Fatal(err)
	}
	above := filepath.Join(folder, "above.toml")
	if err := os.WriteFile(above, []byte("extends = \"mine.toml\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, want string }{
		{filepath.Join(folder, "none.toml"), "there is no file " + filepath.Join(folder, "none.toml")},
		{"shaver-head", "there is no file shaver-head, and the built-in scenarios are "},
		{folder, "want a scenario file, have the folder " + folder},
		{large, "want a file of at most 4 MB"},
	} {
		if _, err := Load(c.name); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: want one line with %q, have %v", c.name, c.want, err)
		}
	}
	for _, name := range []string{mine, above} {
		s, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.TrimSuffix(filepath.Base(name), ".toml"); s.Name != want || s.TitleIn("nl") != want {
			t.Errorf("want the name %s, have %s and the title %s", want, s.Name, s.TitleIn("nl"))
		}
	}
}

func TestHash(t *testing.T) {
	a, b := mustRead(t, small), mustRead(t, small+"\n# a remark\n")
	if len(a.Hash) != 12 || a.Hash == b.Hash || a.Hash != mustRead(t, small).Hash {
		t.Errorf("want a hash of 12 digits for each text, have %s and %s", a.Hash, b.Hash)
	}
}

// What the decoder must not see is refused before, in one line.
func TestLimits(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"two million brackets", "a = " + strings.Repeat("[", 2_000_000), "nested at most 64 deep"},
		{"two million braces", "a = " + strings.Repeat("{a=", 1_000_000), "nested at most 64 deep"},
		{"brackets after a string that ends in a backslash", `a = "\\" ` + "\nb = " + strings.Repeat("[", 100), "nested at most 64 deep"},
		{"brackets after quotes in a remark", "# it's \"\nb = " + strings.Repeat("[", 100), "nested at most 64 deep"},
		{"brackets after a long string", "a = '''\n'' \\'''\nb = " + strings.Repeat("[", 100), "in line 3"},
		{"a million names in one key", strings.Repeat("a.", 1_000_000) + "a = 1", "at most 64 names in one key"},
		{"large", strings.Repeat("#", maxFile+1), "at most 4 MB"},
		{"not UTF-8", "# fine\ntitle = \"caf\xe9\"", "in UTF-8, have the byte 0xe9 in line 2"},
		{"UTF-16", "\xff\xfea\x00", "in UTF-8"},
		{"deep extends", "extends = \"again.toml\"", "at most 8 files"},
		{"too many elements", manyTables("line.e", "kind = \"sink\"\n", maxElements+1), "want at most 5000, have 5001"},
		{"too many products", manyTables("product.p", "share = 0\n", maxProducts+1), "want at most 200, have 201"},
		{"too many measures", manyTables("measure.m", "", maxMeasures+1), "want at most 64, have 65"},
		{"too many plans", manyTables("plan.p", "measures = []\n", maxPlans+1), "want at most 64, have 65"},
		{"too many failure modes", manyTables("line.e.failure.f", "uptime = \"1h\"\nrepair = \"1m\"\n", maxFailures+1) + "[line.e]\nkind = \"machine\"\ncycle = \"1s\"\n", "want at most 32, have 33"},
		{"a long list", "[line.e]\nkind = \"source\"\nsequence = [" + strings.Repeat("\"a\",", maxList+1) + "]", "want at most 10000 in a list"},
		{"a long horizon", "[run]\nhorizon = \"21y\"", "to 20y, have \"21y\""},
		{"many replications", "[run]\nreplications = 10001", "from 2 to 10000"},
		{"a long name", "[line." + strings.Repeat("a", 65) + "]\nkind = \"sink\"", "at most 64 letters"},
		{"not a number", "[line.e]\nkind = \"machine\"\nscrap = nan\ncost_per_hour = inf", "have NaN"},
		{"very many mistakes", manyTables("line.e", "kind = \"zink\"\n", 1000), "these are the first 200"},
	} {
		t.Run(c.name, func(t *testing.T) {
			begun := time.Now()
			calls := 0
			_, err := Read("test.toml", []byte(c.text), func(string) ([]byte, error) {
				calls++
				return []byte("extends = \"again" + strings.Repeat("x", calls) + ".toml\""), nil
			})
			var mistakes Mistakes
			if !errors.As(err, &mistakes) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, have %.2000v", c.want, err)
			}
			if spent := time.Since(begun); spent > 20*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
}

func manyTables(name, body string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("[" + name + strings.Repeat("i", i%7) + "-")
		for x := i; x > 0; x /= 26 {
			b.WriteByte(byte('a' + x%26))
		}
		b.WriteString("]\n" + body)
	}
	return b.String()
}

// Brackets in strings and remarks are no brackets.
func TestBracketsThatCount(t *testing.T) {
	many := strings.Repeat("[", 100)
	for _, text := range []string{
		"title = \"" + many + "\"", "title = '" + many + "'", "title = \"\"\"\n" + many + "\"\"\"", "# " + many, "title = \"\\\"" + many + "\"",
	} {
		if err := acceptable([]byte(text)); err != nil {
			t.Errorf("%.30s...: %v", text, err)
		}
	}
}

// Every value of a file is found where it is written, also after overlays have moved it into other trees.
func TestPlaces(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		tree, wrong := decode(name, text)
		if wrong != nil {
			t.Fatal(wrong)
		}
		lines := strings.Split(string(text), "\n")
		checked := 0
		var visit func(n *node)
		visit = func(n *node) {
			if len(n.path) > 0 {
				line, col := n.place()
				if line < 1 || line > len(lines) || col < 1 || col > len(lines[line-1]) || !strings.Contains(lines[line-1], n.name()) {
					t.Errorf("%s: %s is said to stand at %d:%d", name, n.key(), line, col)
				}
				checked++
			}
			for _, key := range n.keys {
				visit(n.table[key])
			}
		}
		visit(tree)
		if checked < 100 {
			t.Errorf("%s: want all of its values, have %d", name, checked)
		}
	}
}

// A scenario is read-only: many may ask it at once.
func TestManyAtOnce(t *testing.T) {
	s, err := Load("shaver-heads")
	if err != nil {
		t.Fatal(err)
	}
	want := mustModel(t, s, "automated")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			m, _, err := s.Model("automated")
			if err != nil || !cmp.Equal(want, m, plain...) {
				t.Errorf("want the same model each time, have another, %v", err)
			}
			if _, err := s.Semantics("automated"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// The short form of operator means what the machine has: loading, setup and unloading, or else the cycle.
func TestCrewPhases(t *testing.T) {
	one := plant.Need{Count: 1, From: []string{"crew"}}
	for _, c := range []struct {
		name, keys string
		want       map[string]plant.Need
		end        string
	}{
		{"nobody", "", nil, "finish"},
		{"none", `operator = "none"`, nil, "finish"},
		{"no handling", `operator = "crew"`, map[string]plant.Need{"cycle": one}, "pause"},
		{"no handling but setup", "operator = \"crew\"\nsetup = \"1m\"", map[string]plant.Need{"cycle": one, "setup": one}, "pause"},
		{"load", "operator = \"crew\"\nload = \"1s\"", map[string]plant.Need{"load": one}, "finish"},
		{"all", "operator = \"crew\"\nload = \"1s\"\nsetup_by_product = { a = \"1m\" }\nunload = \"1s\"", map[string]plant.Need{"load": one, "setup": one, "unload": one}, "finish"},
		{"two", `operator = "2 crew"`, map[string]plant.Need{"cycle": {Count: 2, From: []string{"crew"}}}, "pause"},
		{"in order", `operator = ["spare", "crew"]`, map[string]plant.Need{"cycle": {Count: 1, From: []string{"spare", "crew"}}}, "pause"},
		{"by phase", `operator = { repair = ["2 spare", "2 crew"], cycle = "none" }`, map[string]plant.Need{"repair": {Count: 2, From: []string{"spare", "crew"}}}, "finish"},
		{"said", "operator = \"crew\"\nat_shift_end = \"finish\"", map[string]plant.Need{"cycle": one}, "finish"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "[product.a]\n[line.in]\nkind = \"source\"\nto = [\"m\"]\n[line.m]\nkind = \"machine\"\ncycle = \"9s\"\nto = [\"out\"]\n" + c.keys +
				"\n[line.out]\nkind = \"sink\"\n[line.crew]\nkind = \"operators\"\ncount = 2\n[line.spare]\nkind = \"operators\"\ncount = 2\n"
			m := mustModel(t, mustRead(t, text), AsIs)
			if d := cmp.Diff(c.want, m.Elements[1].Crew()); d != "" {
				t.Error(d)
			}
			if end := m.Elements[1].Text("at_shift_end"); end != c.end {
				t.Errorf("want at_shift_end %s, have %s", c.end, end)
			}
		})
	}
}

// When parts come and of which products: what the engine is told.
func TestSources(t *testing.T) {
	source := func(keys string) string {
		return "[line.in]\nkind = \"source\"\nto = [\"out\"]\n" + keys + "\n[line.out]\nkind = \"sink\"\n"
	}
	m := mustModel(t, mustRead(t, source("every = \"exp(40s)\"\nwhen_full = \"lose\"")), AsIs)
	if s := m.Elements[0]; s.Text("release") != "every" || s.Chance("every").String() != "exp(40s)" || !s.Has("room") || s.Count("room") != 0 {
		t.Errorf("want a part each exp(40s), lost when there is no room, have %v", s.Values)
	}
	m = mustModel(t, mustRead(t, source("every = \"40s\"")), AsIs)
	if s := m.Elements[0]; s.Has("room") || s.Text("when_full") != "hold" {
		t.Errorf("want parts that wait outside without bound, have %v", s.Values)
	}
	m = mustModel(t, mustRead(t, "[product.b]\n[product.a]\n"+source("every = \"40s\"\n"+`sequence = ["b", "b", "a", "b"]`)), AsIs)
	if !slices.Equal(m.Sequence, []int{1, 1, 0, 1}) || m.Products[1].Share != 0.75 {
		t.Errorf("want b b a b, have %v, %v", m.Sequence, m.Products)
	}
	m = mustModel(t, mustRead(t, "[product.b]\ndemand_per_year = 9400\n[product.a]\ndemand_per_year = 4700\n"+source(`release = "demand"`)), AsIs)
	if m.Products[0].Weekly != 100 || m.Products[1].Weekly != 200 || m.Products[1].Share != 2.0/3 {
		t.Errorf("want 100 and 200 a week, have %v", m.Products)
	}
}

func TestPlansWithoutPlans(t *testing.T) {
	s := mustRead(t, small+"[measure.y]\ntitle = { nl = \"Ypsilon\" }\n[measure.x]\n[measure.x.line.press]\nload = \"1s\"\n")
	if got := s.PlanNames(); !slices.Equal(got, []string{"as-is", "y", "x", "all"}) {
		t.Errorf("want each measure alone, then all, have %v", got)
	}
	if _, ms, err := s.Model("all"); err != nil || !slices.Equal(ms, []string{"y", "x"}) {
		t.Errorf("want both measures, have %v, %v", ms, err)
	}
	if got := s.PlanTitle("y", "en"); got != "Ypsilon" {
		t.Errorf("want the only title there is, have %q", got)
	}
	if _, _, err := s.Model("z"); err == nil || !strings.Contains(err.Error(), "there are x, y, all, as-is") {
		t.Errorf("want the plans that there are, have %v", err)
	}
}

// All sentences that can be said are listed, with as many blanks as are filled in.
func TestSentences(t *testing.T) {
	blanks := map[string]int{}
	for _, s := range Sentences {
		if _, twice := blanks[s.Key]; twice {
			t.Errorf("%s is listed twice", s.Key)
		}
		blanks[s.Key] = len(s.Args)
	}
	text := strings.NewReplacer("[line.press]", "[line.press]\nblocking = \"before-service\"\nafter_repair = \"restart\"\nsetup = \"1m\"\naccept_when_down = true\nrelease_when_down = false",
		`to = ["store"]`, "to = [\"store\", \"pack\"]\nchoose = \"shortest\"", "room = 20", "room = 20\norder = \"lifo\"").Replace(small)
	s := mustRead(t, "[run]\nstart = 2026-01-05\nwarmup = \"1d\"\nholidays = [2026-12-25]\n"+text+
		"[line.idle]\nkind = \"sink\"\n[measure.m.line]\npress = { robot = \"arm\", blocking = \"after-service\", operator = { repair = \"crew\" } }\narm = { kind = \"robot\", pick = \"1s\", place = \"1s\", gripper = \"double\" }\n")
	said := map[string][]any{}
	for _, plan := range s.PlanNames() {
		list, err := s.Semantics(plan)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range list {
			if n, ok := blanks[one.Key]; !ok || n != len(one.Args) {
				t.Errorf("%s: want %d args, listed %v, have %v", one.Key, n, ok, one.Args)
			}
			said[one.Key] = one.Args
		}
	}
	for key, want := range map[string][]any{
		"semantics.plan": {"m", "m"}, "semantics.robot.double": {"arm", "press"}, "semantics.crew.cycle": {"2 crew", "pack"},
		"semantics.failure.operating": {"press belt, press jam"}, "semantics.choose.shortest": {"press"}, "semantics.unused": {"idle"},
		"semantics.mix.share": {"a 50 %, b 50 %"}, "semantics.hold_when_down": {"press"}, "semantics.warmup": {"1d"}, "semantics.crew.repair": {"crew", "press"},
	} {
		if d := cmp.Diff(want, said[key]); d != "" {
			t.Errorf("%s: %s", key, d)
		}
	}
}
