package scenario

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tweeling/sim/cost"
	"tweeling/sim/plant"
)

// A Scenario is one scenario file, with those it extends, that was read without mistakes. It never changes and may be
// used by many goroutines.
type Scenario struct {
	Name       string // of the file without its ending, or of the built-in scenario
	Title      string // in English, when there is one
	Files      []File // the file itself, then those it extends, then the tables they name, then the background
	Hash       string // twelve hexadecimal digits of the SHA-256 of their texts, without the background
	Run        RunSettings
	Economics  cost.Economics
	Tax        *TaxYear       // nil: none
	Products   []cost.Product // of the line as it is, by name
	Measures   []*Measure     // in order of the file
	Plans      []Plan         // in order of the file; without any each measure alone, and all together
	Unknowns   []Unknown      // by path
	Measured   Measured
	Evidence   []Evidence     // by path
	Signals    []plant.Signal // what the tags of the real line mean, by tag; none: see package twin
	Background *Background    // under the line; nil when there is none
	Warnings   []Mistake      // sorted by place
	titles     Title
	inputs     []Input // by path, without their evidence
	tree       *node   // line, product and shift as they are
	root       *node   // all that was read, with what the catalogue says of its measures
	uses       map[string]*use
	files      []*file
	settled    map[[2]string]float64 // see Settled
	lots       *lots                 // see WithLots
	laws       *laws
	tables     *tables
}

// A File is one of the files that a scenario is made of.
type File struct {
	Name string
	Text []byte
}

// Reread reads a scenario from its own files again, without looking at any disk.
func Reread(files []File) (*Scenario, error) {
	if len(files) == 0 {
		return nil, errors.New("want the files of a scenario, have none")
	}
	open := func(name string) ([]byte, error) {
		i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
		if i < 0 {
			return nil, fs.ErrNotExist
		}
		return files[i].Text, nil
	}
	return read(files[0].Name, files[0].Text, open, true)
}

// Read reads a scenario from a text. Name is what mistakes call it; open reads the files it extends and the tables it
// names, by names relative to it, and is nil when it may not have any. The error is [Mistakes].
func Read(name string, text []byte, open func(name string) ([]byte, error)) (*Scenario, error) {
	return read(name, text, open, false)
}

// read reads a scenario, carried when from its own files.
func read(name string, text []byte, open func(name string) ([]byte, error), carried bool) (*Scenario, error) {
	lib := library{open: open}
	tree, wrong := lib.read(name, text, nil)
	if wrong != nil {
		return nil, Mistakes{*wrong}
	}
	r := &reader{found: newFindings(), noted: newFindings(), unknown: &unknowns{}, laws: newLaws(), tables: newTables(open), carried: carried}
	r.shelf = &shelf{lib: &lib, carried: carried}
	s := &Scenario{Name: shortName(name), root: tree, laws: r.laws, tables: r.tables}
	if slices.ContainsFunc(lib.texts, func(f File) bool { return len(f.Text) > largeFile }) {
		r.found.most, r.noted.most = maxToldLarge, maxToldLarge
	}
	if r.tooMany(tree) {
		return nil, Mistakes(r.found.all(lib.files))
	}
	r.line = tree.get("line")
	if r.useOperations(tree); len(r.found.list) > 0 { // without its routes nothing of a line can be judged
		return nil, Mistakes(r.found.all(lib.files))
	}
	r.useCatalogue(tree)
	s.uses = r.uses
	s.read(r, tree)
	s.tryPlans(r, tree.get("economics"))
	s.files = lib.files
	if len(r.found.list) == 0 {
		s.checkWorse(r)
	}
	if found := r.found.all(lib.files); len(found) > 0 {
		return nil, Mistakes(found)
	}
	s.Files = slices.Concat(lib.texts, r.tables.texts) // all that any plan names, since every plan was tried
	hash := sha256.New()
	for _, f := range s.Files {
		hash.Write(f.Text)
	}
	s.Hash = fmt.Sprintf("%x", hash.Sum(nil))[:12]
	if b := s.Background; b != nil {
		s.Files = append(s.Files, File{b.File, b.data})
	}
	s.Unknowns = r.unknown.all()
	s.Warnings = r.noted.all(lib.files)
	return s, nil
}

// tooMany tells of tables with so many things in them that nothing else is worth looking at.
func (r *reader) tooMany(tree *node) bool {
	for _, limit := range []struct {
		table string
		most  int
	}{{"line", maxElements}, {"product", maxProducts}, {"shift", maxShifts}, {"order", maxBook}, {"measure", maxMeasures}, {"plan", maxPlans}, {"evidence", maxList}, {"signal", maxSignals}} {
		if n := tree.get(limit.table); n != nil && len(n.keys) > limit.most {
			r.tell(n, "want at most %d, have %d", limit.most, len(n.keys))
		}
	}
	return len(r.found.list) > 0
}

func shortName(name string) string {
	name = path.Base(filepath.ToSlash(name))
	return strings.TrimSuffix(name, path.Ext(name))
}

// read reads everything but the line itself.
func (s *Scenario) read(r *reader, tree *node) {
	r.table(tree, scenarioKeys, fills{
		"title": r.titleTo(&s.titles), "extends": nil, "run": nil, "economics": nil, "shift": nil, "product": nil, "order": nil,
		"operations": nil, "line": nil, "measure": nil, "plan": nil, "measured": nil, "evidence": nil, "layout": nil, "signal": nil,
	})
	s.Title = s.titles.In("en")
	s.Run = r.run(tree.get("run"))
	s.Economics, s.Tax = r.economics(tree.get("economics"), s.Run)
	if n := tree.get("run", "horizon"); s.Economics.Given && n != nil && s.Run.Horizon%week != 0 {
		r.tell(n, "want whole weeks, such as \"4w\", since money is asked, have %s", said(n))
	}
	if n := tree.get("run", "precision", PrecisionOfMoney); n != nil && !s.Economics.Given {
		r.tell(n, "want [economics] where the npv is to be known, have none")
	}
	r.notePrices(tree.get("measure"), s.Economics.Currency)
	s.Measures = r.measures(tree.get("measure"), s.Economics)
	r.checkFinancing(tree.get("economics", "financing"), s.Measures)
	s.Plans = r.plans(tree.get("plan"), s.Measures)
	s.Measured = r.measured(tree.get("measured"), tree.get("line"))
	s.Evidence = r.evidence(tree.get("evidence"), tree)
	s.Background = r.layout(tree.get("layout"))
	s.inputs = inputsOf(tree, r.uses)
	s.tree = newTable(tree)
	for _, key := range tree.keys {
		if _, ok := changes[key]; ok {
			s.tree.set(key, tree.table[key])
		}
	}
}

// tryPlans makes the model of every plan, so that its mistakes are told now. A measure that is in no plan is tried by
// itself, with what it requires.
func (s *Scenario) tryPlans(r *reader, economics *node) {
	asIs := s.tryPlan(r, nil, economics)
	for _, p := range asIs.products {
		s.Products = append(s.Products, p.money)
	}
	s.Signals = asIs.signals(s.root.get("signal"))
	s.noteVolume(r, economics)
	planned := map[string]bool{}
	for _, p := range s.Plans {
		if r.found.full(false) {
			return
		}
		r.found.plan, r.noted.plan = p.Name, p.Name
		s.tryPlan(r, s.picked(p.Measures), economics)
		for _, name := range p.Measures {
			planned[name] = true
		}
	}
	r.found.plan, r.noted.plan = "", ""
	for _, m := range s.Measures {
		if !planned[m.Name] {
			r.note(m.node, "is in no plan")
			s.tryAlone(r, m)
		}
	}
}

// tryPlan makes the draft of one plan, says what may not be meant in it, and runs it for a moment when nothing is wrong in it.
func (s *Scenario) tryPlan(r *reader, measures []*Measure, economics *node) *draft {
	before := r.found.hits
	d := s.draw(r, measures)
	d.noteFree(economics)
	d.noteShifts()
	if r.found.hits == before {
		d.trial()
	}
	return d
}

// noteFree warns of what costs nothing because the scenario does not say its price.
func (d *draft) noteFree(economics *node) {
	if economics == nil || economics.table == nil {
		return
	}
	powered, sized := false, false
	for _, e := range d.elements {
		powered = powered || e.node.get("power_kw") != nil
		sized = sized || e.node.get("size") != nil
		if e.spec.Kind == "operators" && e.node.get("wage_per_hour") == nil {
			d.note(e.node, "costs nothing, since it says no wage_per_hour")
		}
		if n := e.node.get("price"); n != nil && e.spec.Number("price") > 0 && economics.get("holding_rate") == nil {
			d.note(n, "changes nothing, since [economics] says no holding_rate")
		}
	}
	if powered && economics.get("energy_price") == nil {
		d.note(economics, "energy costs nothing, since there is no energy_price")
	}
	for _, key := range []string{"contracted_kw", "peak_price_per_kw", "co2_per_kwh"} {
		if n := economics.get(key); n != nil && !powered {
			d.note(n, "changes nothing, since no element says power_kw")
		}
	}
	if n := economics.get("rent_per_m2"); n != nil && !sized {
		d.note(n, "costs nothing, since no element says its size")
	}
	for i := range d.products {
		p := &d.products[i]
		if (p.money.LatePerDay > 0 || p.money.LateOnce > 0) && len(d.model.Orders) == 0 {
			d.note(p.node, "being late costs nothing, since there are no orders")
		}
	}
}

// noteVolume warns where volume is lost that is worth nothing, since no product has a price.
func (s *Scenario) noteVolume(r *reader, economics *node) {
	if economics == nil || slices.ContainsFunc(s.Products, func(p cost.Product) bool { return p.Price > 0 }) {
		return
	}
	if n := economics.get("decline"); n != nil {
		r.note(n, "costs nothing, since no product has a price")
	}
	for _, m := range s.Measures {
		if n := m.node.get("install_stop"); n != nil && n.spot == nil { // what the catalogue says nobody can change here
			r.note(n, "costs nothing, since no product has a price")
		}
	}
}

// tryAlone tells only what is wrong inside of the measure: the rest is the business of plans.
func (s *Scenario) tryAlone(r *reader, m *Measure) {
	alone := *r
	alone.found, alone.noted = newFindings(), newFindings()
	s.draw(&alone, s.picked(s.withRequired(m)))
	for _, one := range alone.found.list {
		if len(one.at.path) > 1 && one.at.path[0] == "measure" && one.at.path[1] == m.Name {
			if one.in != nil {
				r.found.addIn(one.at, *one.in)
			} else {
				r.found.add(one.at, one.key, one.text)
			}
		}
	}
}

func (s *Scenario) picked(names []string) []*Measure {
	var list []*Measure
	for _, name := range names {
		list = append(list, find(s.Measures, name))
	}
	return list
}

// draw makes the draft of the line with some measures.
func (s *Scenario) draw(r *reader, measures []*Measure) *draft {
	tree, removed := s.tree, map[string]string(nil)
	if len(measures) > 0 {
		tree, removed = r.lay(s.tree, measures)
	}
	return r.draw(tree, removed, s.Run, s.Economics)
}

// PlanNames lists the plans, the line as it is first.
func (s *Scenario) PlanNames() []string {
	names := []string{AsIs}
	for _, p := range s.Plans {
		names = append(names, p.Name)
	}
	return names
}

// TitleIn is the title of the scenario in a language ("en", "nl"), or its name when it has none.
func (s *Scenario) TitleIn(language string) string {
	if title := s.titles.In(language); title != "" {
		return title
	}
	return s.Name
}

// PlanTitle is the title of a plan in a language; "" when it has none, as the line as it is.
func (s *Scenario) PlanTitle(plan, language string) string {
	for _, p := range s.Plans {
		if p.Name == plan {
			return p.Title.In(language)
		}
	}
	return ""
}

// MeasureTitle is the title of a measure in a language, or its name when it has none.
func (s *Scenario) MeasureTitle(name, language string) string {
	for i := range s.Measures {
		if title := s.Measures[i].Title.In(language); s.Measures[i].Name == name && title != "" {
			return title
		}
	}
	return name
}

// plan returns the measures of a plan by name.
func (s *Scenario) plan(name string) ([]string, error) {
	if name == "" || name == AsIs {
		return nil, nil
	}
	for _, p := range s.Plans {
		if p.Name == name {
			return p.Measures, nil
		}
	}
	return nil, fmt.Errorf("want a plan that exists, have %q; there are %s", name, nearest(name, s.PlanNames()))
}

// Model returns what the engine runs for a plan, and the names of its measures in order of application. Only a plan that
// does not exist is an error. The laws of chance in the models of one scenario are the same where they say the same.
func (s *Scenario) Model(plan string) (*plant.Model, []string, error) {
	names, err := s.plan(plan)
	if err != nil {
		return nil, nil, err
	}
	d := s.draw(s.reader(), s.picked(names))
	return &d.model, slices.Clone(names), nil
}

// reader reads again what was read before without mistakes.
func (s *Scenario) reader() *reader {
	return &reader{found: newFindings(), noted: newFindings(), laws: s.laws, tables: s.tables, settled: s.settled, uses: s.uses, lots: s.lots}
}

// Money returns what a plan is worth money for: its products in the order of the model's, its investments in order of
// application, and how money is counted. Of a plan that does not exist it returns nothing but the latter.
func (s *Scenario) Money(plan string) (products []cost.Product, investments []cost.Investment, econ cost.Economics) {
	names, err := s.plan(plan)
	if err != nil {
		return nil, nil, s.Economics
	}
	for _, p := range s.draw(s.reader(), s.picked(names)).products {
		products = append(products, p.money)
	}
	for _, m := range s.picked(names) {
		investments = append(investments, m.Investment)
	}
	return products, investments, s.Economics
}
