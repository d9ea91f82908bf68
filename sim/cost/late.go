package cost

import "time"

// An Order is one that was due in the time watched.
type Order struct {
	Product int
	Parts   int
	Late    time.Duration // 0: on time
	PerDay  float64       // for each part and day that it is late
	Once    float64       // when it is late
}

// penalty is what it costs that an order is late.
func (o *Order) penalty() float64 {
	if o.Late <= 0 {
		return 0
	}
	return o.Once + float64(o.Parts)*o.PerDay*o.Late.Hours()/24
}
