package twin

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A drawn line is a random one: a chain of stages, each of one of the kinds there are, or a job shop.
type drawn struct {
	chance *rand.Rand
	tables []string
}

// anyLine draws the text of a line.
func anyLine(chance *rand.Rand) string {
	d := &drawn{chance: chance}
	if chance.IntN(5) == 0 {
		d.shop()
	} else {
		d.chain()
	}
	return strings.Join(d.tables, "\n")
}

func (d *drawn) one(of ...string) string { return of[d.chance.IntN(len(of))] }

func (d *drawn) add(format string, args ...any) {
	d.tables = append(d.tables, fmt.Sprintf(format, args...))
}

// once adds a table that others may have added.
func (d *drawn) once(table string) {
	if !slices.Contains(d.tables, table) {
		d.tables = append(d.tables, table)
	}
}

// some are some of the keys, one a line.
func (d *drawn) some(keys ...string) string {
	var b strings.Builder
	for _, k := range keys {
		if d.chance.IntN(3) == 0 {
			b.WriteString(k + "\n")
		}
	}
	return b.String()
}

// keys are those that every station may have.
func (d *drawn) keys() string {
	spare := ""
	if d.chance.IntN(4) == 0 {
		spare = `, spare = "rack"`
		d.once("[line.rack]\nkind = \"spares\"\ncount = 1\nresupply = \"exp(20m)\"\n")
	}
	power := "power_kw = { working = 4, setup = 3, ready = 0.5 }"
	if d.chance.IntN(3) == 0 {
		d.once("[line.grid]\nkind = \"supply\"\nlimit_kw = 8\n")
	}
	return d.some(`failure.jam = { uptime = "exp(15m)", repair = "exp(2m)"`+spare+` }`, `failure.leak = { uptime = "exp(40m)", repair = "exp(4m)", clock = "calendar" }`,
		`shift = "day"`, power, `maintenance.oil = { every = "50m", takes = "4m" }`, `unload = "2s"`) + d.one("", "", `operator = "crew"`+"\n", "operator = { repair = \"crew\" }\n",
		"load = \"3s\"\noperator = { load = \"crew\", repair = \"crew\" }\n")
}

// chain draws stages one after the other.
func (d *drawn) chain() {
	const stages = 4
	d.add("[product.a]\nshare = 0.6\nfamily = \"f\"\n[product.b]\nshare = 0.4\nfamily = \"f\"\n[product.tray]\ncarrier = true\n")
	d.add("[shift.day]\nworks = [\"Mon-Fri 00:30-02:00\", \"Mon-Fri 02:20-08:00\"]\n[line.crew]\nkind = \"operators\"\ncount = 2\n%s", d.some(`shift = "day"`))
	d.add("[line.in]\nkind = \"source\"\n%sto = [\"s0\"]\n", d.one("", "every = \"exp(25s)\"\n", "every = \"exp(50s)\"\nlot = 3\n"))
	for i := range stages {
		d.stage(fmt.Sprintf("s%d", i), fmt.Sprintf("s%d", i+1))
	}
	d.add("[line.s%d]\nkind = \"sink\"\n", stages)
}

// stage draws one that parts enter at a name and leave to another.
func (d *drawn) stage(name, to string) {
	gathered := func() string { // what gathers takes from where parts wait
		d.add("[line.%s]\nkind = \"buffer\"\nroom = %d\nto = [\"%sg\"]\n", name, 4+d.chance.IntN(4), name)
		return name + "g"
	}
	station := func(kind, name, to, more string) {
		d.add("[line.%s]\nkind = %q\ncycle = %q\n%s%sto = [%q]\n", name, kind, d.one("exp(18s)", "lognormal(15s, cv 0.3)", "12s"), d.keys(), more, to)
	}
	collect := d.some(`collect = "as-they-come"`)
	switch d.chance.IntN(11) {
	case 0:
		station("machine", name, to, d.some("count = 2", "scrap = 0.05", `setup = "30s"`, `blocking = "before-service"`, `after_repair = "scrap"`, `at_shift_end = "finish"`, "start_at = 1"))
	case 1:
		d.add("[line.%s]\nkind = \"buffer\"\nroom = %d\nto = [%q]\n", name, 1+d.chance.IntN(4), to)
	case 2:
		station("oven", gathered(), to, fmt.Sprintf("batch = %d\nminimum = 1\n", 2+d.chance.IntN(3))+collect+d.some("scrap = 0.05", `alike = "product"`, `maximum_wait = "2m"`))
	case 3:
		station("batch", gathered(), name+"x", "batch = 3\n"+collect)
		station("unbatch", name+"x", to, "")
	case 4:
		d.once("[product.pin]\n")
		d.add("[line.%sp]\nkind = \"source\"\nproduct = \"pin\"\n%sto = [\"%sg\"]\n", name, d.some("every = \"exp(12s)\""), name)
		station("assembly", gathered(), to, fmt.Sprintf("needs = { %s = 1, %sp = %d }\n", name, name, 1+d.chance.IntN(2))+collect+d.some("scrap = 0.05"))
	case 5:
		station("disassembly", name, to, "gives = { a = 2 }\n")
	case 6:
		station("machine", name, name+"i", "defects = 0.2\n")
		station("inspection", name+"i", to, "finds = 0.9\n"+d.some("false_reject = 0.05", fmt.Sprintf("rework_to = %q\nrework_limit = 1", name)))
	case 7:
		station("palletising", gathered(), name+"x", `carrier = "tray"`+"\n"+d.one("", "batch = 2\n")+collect)
		station("machine", name+"x", name+"y", "")
		station("depalletising", name+"y", to, fmt.Sprintf("carriers_to = [\"%se\"]\n", name))
		d.add("[line.%se]\nkind = \"buffer\"\nroom = 5\nstock = { tray = %d }\nto = [\"%sg\"]\n", name, 1+d.chance.IntN(3), name)
	case 8:
		d.add("[line.%sr]\nkind = \"robot\"\npick = \"2s\"\nplace = \"2s\"\ngripper = %q\n%s%s", name, d.one("single", "double", "double"), d.some(`travel = "1s"`),
			d.some(`failure.grip = { uptime = "exp(30m)", repair = "exp(2m)" }`))
		d.add("[line.%s]\nkind = \"machine\"\ncycle = \"exp(18s)\"\nrobot = \"%sr\"\n%sto = [\"%sx\"]\n", name, name, d.some("scrap = 0.05", `failure.jam = { uptime = "exp(15m)", repair = "exp(2m)" }`), name)
		d.add("[line.%sx]\nkind = \"machine\"\ncycle = \"exp(15s)\"\nrobot = \"%sr\"\nto = [%q]\n", name, name, to)
	case 9:
		station("storage", name, name+"z", "room = 9\n"+d.some(`order = "lifo"`))
		d.add("[line.%sz]\nkind = \"buffer\"\nroom = 2\nto = [%q]\n", name, to)
	default:
		d.add("[line.%s]\nkind = \"buffer\"\nroom = 3\nto = [\"%sx\", \"%sy\"]\nchoose = %q\n", name, name, name, d.one("first-free", "shortest"))
		station("machine", name+"x", to, "")
		station("machine", name+"y", to, "scrap = 0.1\n")
	}
}

// shop draws products that take routes of their own over three machines.
func (d *drawn) shop() {
	for _, ways := range [][]string{{`"m0", "m1"`, `"m2"`, `"m1"`}, {d.one(`"m1"`, `"m2"`), d.one(`"m0"`, `"m0", "m2"`), `"m2"`, `"m1"`}} {
		p := "a"
		if len(d.tables) > 0 {
			p = "b"
		}
		d.add("[product.%s]\nshare = 0.5\ndone = \"out\"\n", p)
		for i, at := range ways[:2+d.chance.IntN(len(ways)-1)] {
			d.add("[product.%s.op.%d]\nat = [%s]\ncycle = %q\n%s", p, 10*(i+1), at, d.one("exp(15s)", "lognormal(12s, cv 0.3)", "11s"), d.some(`setup = "20s"`))
		}
	}
	d.add("[shift.day]\nworks = [\"Mon-Fri 00:30-02:00\", \"Mon-Fri 02:20-08:00\"]\n[line.crew]\nkind = \"operators\"\ncount = 2\n")
	d.add("[line.in]\nkind = \"source\"\nevery = \"exp(35s)\"\n[line.out]\nkind = \"sink\"\n")
	for i := range 3 {
		d.add("[line.m%d]\nkind = \"machine\"\ncycle = \"10s\"\n%s%s", i, d.keys(), d.some("queue = 6", `dispatch = "spt"`, "scrap = 0.04"))
	}
}
