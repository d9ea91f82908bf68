package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"tweeling/assets"
	"tweeling/sim/finance"
)

// NoTax is the tax of a scenario that does not look at any.
const NoTax = "none"

// A TaxYear is the rules of one country in one year.
type TaxYear struct {
	finance.TaxRules
	Title   Title
	Sources []TaxSource // in order of the file
}

// A TaxSource says where the figures of one table of a tax year come from.
type TaxSource struct {
	Table, Source string
	Date          time.Time
	Verified      bool // false: only one source that is not official, or none for this very year
}

// source is in every table of a tax file.
type source struct {
	Source   string
	Date     time.Time
	Verified bool
}

// taxFile is what a tax file may say.
type taxFile struct {
	Title  map[string]string
	Profit struct {
		Brackets []struct {
			UpTo float64 `toml:"up_to"`
			Rate float64
		}
		source
	}
	Losses struct {
		Free        float64
		ShareBeyond float64 `toml:"share_beyond"`
		source
	}
	WriteOff struct {
		MostAYear  float64 `toml:"most_a_year"`
		LeastAsset float64 `toml:"least_asset"`
		source
	} `toml:"write_off"`
	Small struct {
		Rows []struct {
			UpTo               float64 `toml:"up_to"`
			Rate, Amount, Less float64
		}
		source
	}
	Energy struct {
		Rate       float64
		LeastAsset float64 `toml:"least_asset"`
		Most       float64
		source
	}
	Environment struct {
		Rates      []float64
		LeastAsset float64 `toml:"least_asset"`
		Most       float64
		source
	}
	FreeWriteOff struct {
		Share float64
		source
	} `toml:"free_write_off"`
	Development struct {
		UpTo        float64 `toml:"up_to"`
		Rate        float64
		StarterRate float64 `toml:"starter_rate"`
		RateBeyond  float64 `toml:"rate_beyond"`
		source
	}
	Disposal struct {
		Years, Above float64
		source
	}
}

// taxes are all that there are, by name, read once.
var taxes = sync.OnceValues(func() (map[string]*TaxYear, error) { return readTaxes(assets.Taxes) })

func readTaxes(files fs.FS) (map[string]*TaxYear, error) {
	names, err := fs.Glob(files, "tax/*.toml")
	if err != nil {
		return nil, err
	}
	list := map[string]*TaxYear{}
	var wrong []error
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		short := shortName(name)
		y, err := readTax(short, string(text))
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", name, err))
		}
		list[short] = y
	}
	return list, errors.Join(wrong...)
}

// readTax reads one tax file.
func readTax(name, text string) (*TaxYear, error) {
	var f taxFile
	meta, err := toml.Decode(text, &f)
	if err != nil {
		return nil, err
	}
	var wrong []error
	for _, key := range meta.Undecoded() {
		wrong = append(wrong, fmt.Errorf("%s: want a key that exists, have one that does not", key))
	}
	y := &TaxYear{Title: f.Title, TaxRules: finance.TaxRules{
		Name:     name,
		LossFree: f.Losses.Free, LossShare: f.Losses.ShareBeyond,
		MaxWriteOff: f.WriteOff.MostAYear, MinAsset: f.WriteOff.LeastAsset,
		Energy:       finance.ListedRules{Rates: []float64{f.Energy.Rate}, MinAsset: f.Energy.LeastAsset, Most: f.Energy.Most},
		Environment:  finance.ListedRules{Rates: f.Environment.Rates, MinAsset: f.Environment.LeastAsset, Most: f.Environment.Most},
		FreeWriteOff: f.FreeWriteOff.Share,
		Credit:       finance.CreditRules{UpTo: f.Development.UpTo, Rate: f.Development.Rate, StarterRate: f.Development.StarterRate, RateBeyond: f.Development.RateBeyond},
		Disposal:     finance.DisposalRules{Years: f.Disposal.Years, Above: f.Disposal.Above},
	}}
	for _, b := range f.Profit.Brackets {
		y.Brackets = append(y.Brackets, finance.Bracket(b))
	}
	for _, a := range f.Small.Rows {
		y.Small = append(y.Small, finance.Allowance(a))
	}
	if len(y.Brackets) == 0 {
		wrong = append(wrong, errors.New("profit.brackets: want at least one, have none"))
	}
	for _, s := range []struct {
		table string
		source
	}{{"profit", f.Profit.source}, {"losses", f.Losses.source}, {"write_off", f.WriteOff.source}, {"small", f.Small.source}, {"energy", f.Energy.source},
		{"environment", f.Environment.source}, {"free_write_off", f.FreeWriteOff.source}, {"development", f.Development.source}, {"disposal", f.Disposal.source}} {
		if !meta.IsDefined(s.table) {
			continue
		}
		if s.Source == "" || s.Date.IsZero() {
			wrong = append(wrong, fmt.Errorf("%s: want a source and a date, have none", s.table))
		}
		y.Sources = append(y.Sources, TaxSource{s.table, s.Source, s.Date, s.Verified})
	}
	return y, errors.Join(append(wrong, y.Check())...)
}

// TaxYears lists the taxes that a scenario may ask for, "none" first.
func TaxYears() []string {
	list, _ := taxes()
	names := []string{NoTax}
	for name := range list {
		names = append(names, name)
	}
	slices.Sort(names[1:])
	return names
}

// Unverified lists the tables of a tax year whose figures are to be checked.
func (y *TaxYear) Unverified() []string {
	var list []string
	for _, s := range y.Sources {
		if !s.Verified {
			list = append(list, s.Table)
		}
	}
	return list
}

// tax reads which tax there is, nil for none. A year that there is no file of is refused, since figures of another year
// would be wrong without anybody seeing it.
func (r *reader) tax(n *node) *TaxYear {
	text, ok := r.text(n)
	if !ok || text == NoTax {
		return nil
	}
	list, err := taxes()
	if err != nil {
		r.tell(n, "want tax files that can be read, have %v", err)
		return nil
	}
	y := list[text]
	if y == nil {
		r.tell(n, "want a tax whose rules there are, have %q; there are %s", text, quoted(TaxYears()))
		return nil
	}
	return y
}
