package cost

// Economics is the [economics] table: how money is counted. Rates are per year, as fractions.
type Economics struct {
	Currency     string  // an ISO 4217 code
	WeeksPerYear float64 // worked weeks in a year
	Horizon      float64 // years over which an investment is judged
	DiscountRate float64 // per year
	Tax          string  // "none"
	Baseline     string  // "frozen", "drifting" or "declining"
	EnergyPrice  float64 // per kWh
	HoursSaved   float64 // share of the pay of hours that are not needed, see [Ledger.Saved], that is really saved
	Given        bool    // false: the scenario has no [economics], money is not computed
}

// A Product is the money side of one product, in the order of the model's products.
type Product struct {
	Name          string
	Price         float64 // per unit sold
	MaterialCost  float64 // per part that enters
	DemandPerYear float64 // units that can be sold in a year
	Unlimited     bool    // demand_per_year = "unlimited"
}

// A Range is one number that we do not know exactly: P5, mode and P95. A number that is known has all three alike.
type Range struct{ Low, Likely, High float64 }

// An Investment is the money side of one measure.
type Investment struct {
	Name       string
	Capex      Range   // paid at the start
	YearlyCost Range   // licences, upkeep
	Life       float64 // years
	Tau        float64 // years until 63 % of the effect is there; 0: at once
	Dip        float64 // share of the yearly effect lost at the start
	DipTau     float64 // years in which the dip fades; 0: Tau
}
