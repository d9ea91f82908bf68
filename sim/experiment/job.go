package experiment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"tweeling/sim"
	"tweeling/sim/cost"
	"tweeling/sim/kpi"
	"tweeling/sim/scenario"
)

// A Job is one replication of one plan. It says all there is to say, so it can be carried out anywhere.
type Job struct {
	Scenario    []scenario.File // all that it was read from, as scenario.Scenario has them
	Plan        string
	Seed        uint64
	Replication uint64
}

// Key names the result of a job: equal keys have equal results under one version of the program.
func (j Job) Key() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %q %d %d\n", len(j.Scenario), j.Plan, j.Seed, j.Replication)
	for _, f := range j.Scenario {
		fmt.Fprintf(h, "%q %d\n", f.Name, len(f.Text))
		h.Write(f.Text)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Run carries out a job. It gives what [Run] gathers for the same plan, seed and replication.
func (j Job) Run(ctx context.Context) (*Sample, error) {
	s, err := scenario.Reread(j.Scenario)
	if err != nil {
		return nil, fmt.Errorf("job: %w", err)
	}
	sys, err := NewSystem(s, j.Plan)
	if err != nil {
		return nil, fmt.Errorf("job: %w", err)
	}
	return sys.Replicate(ctx, j.Seed, j.Replication)
}

// Encode writes a job as bytes.
func (j Job) Encode() ([]byte, error) { return json.Marshal(j) }

// DecodeJob reads what Encode wrote.
func DecodeJob(b []byte) (Job, error) {
	var j Job
	if err := json.Unmarshal(b, &j); err != nil {
		return j, fmt.Errorf("job: %w", err)
	}
	return j, nil
}

// A Figure is a number, or the reason why there is none.
type Figure struct {
	Value float64 `json:"v"`
	Why   string  `json:"why,omitempty"`
}

// A Sample is what one replication of one plan gave: plain data.
type Sample struct {
	Line       []Figure        // as kpi.Table
	Elements   []ElementSample // as the plant's elements
	Products   []ProductSample // as the model's products
	Done       []time.Duration // as the model's orders: when the last part had left, since the start of the line; below 0: not by the end
	Incomplete int             `json:",omitempty"` // orders that have lost parts at a full source, and so are never done
	LeftOver   int             `json:",omitempty"` // parts inside when all has come to its end, which wait for others that nobody brings any more
	LeftAt     []string        `json:",omitempty"` // the elements that wait for those
	Ledger     *cost.Ledger    `json:",omitempty"` // nil without [economics]
	Bins       []int32         // good parts that left in each bin since the start of the line
	Leads      []LeadBar       // the lead times of good parts
	Bottleneck int             // of the elements: station, people or robot; -1: none
	Station    int             // the same among stations only
	PartOps    int64
	Events     uint64
	Little     Figure // |L - lambda W| / L
}

// A LeadBar counts good parts by their lead time: Count of them between From and To seconds.
type LeadBar struct {
	From, To float64
	Count    int64
}

// ElementSample is what one element did.
type ElementSample struct {
	States [sim.NumStates]float64 // shares of the time watched
	KPI    []Figure               // as kpi.ElementTable; Why "-" where the table does not speak of such elements
}

// ProductSample is what became of one product.
type ProductSample struct {
	PerWeek, Scrapped, Lost Figure
	Lead                    Figure // mean, in seconds
	OnTime, Tardiness       Figure // of its orders, as the line's; Why "-" where nothing is ordered
}

// Encode writes a sample as bytes.
func (s *Sample) Encode() ([]byte, error) { return json.Marshal(s) }

// DecodeSample reads what Encode wrote.
func DecodeSample(b []byte) (*Sample, error) {
	s := &Sample{}
	if err := json.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("sample: %w", err)
	}
	if len(s.Line) != len(kpi.Table) {
		return nil, fmt.Errorf("sample: want %d figures, have %d: it was made by another version", len(kpi.Table), len(s.Line))
	}
	return s, nil
}
