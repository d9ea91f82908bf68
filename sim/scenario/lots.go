package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"tweeling/sim/dist"
	"tweeling/sim/plant"
)

// A LotOf is the lots in which parts come to the line in a plan: those of one product that is ordered, or those of all
// products alike that sources let in.
type LotOf struct {
	Product string  // "": all
	Size    int     // good parts that a lot is meant for, the largest
	Spoiled int     // parts that an order has more, since so many are scrap after setups on its way
	Weekly  float64 // good parts asked for in a week of the calendar; 0: as many as the line can make
}

// Lots lists the lots of a plan: by product where they are ordered, else one for all. There are none without a source.
func (s *Scenario) Lots(plan string) ([]LotOf, error) {
	names, err := s.plan(plan)
	if err != nil {
		return nil, err
	}
	d := s.draw(s.reader(), s.picked(names))
	if len(d.model.Orders) > 0 {
		return d.orderedLots(), nil
	}
	for i := range d.model.Elements {
		e := &d.model.Elements[i]
		if e.Kind != "source" {
			continue
		}
		lot := LotOf{Size: max(1, e.Count("lot"))}
		switch every := e.Chance("every"); {
		case every != nil && every.Mean() > 0:
			lot.Weekly = week.Seconds() / every.Mean() * float64(lot.Size)
		case e.Text("release") == "demand":
			for _, p := range d.model.Products {
				lot.Weekly += p.Weekly
			}
		}
		return []LotOf{lot}, nil
	}
	return nil, nil
}

func (d *draft) orderedLots() []LotOf {
	var list []LotOf
	for p := range d.model.Products {
		lot := LotOf{Product: d.model.Products[p].Name, Spoiled: d.spoiled(p)}
		for _, o := range d.model.Orders {
			if o.Product == p {
				good := max(1, o.Quantity-lot.Spoiled)
				lot.Size = max(lot.Size, good)
				lot.Weekly += float64(good)
			}
		}
		if lot.Size > 0 {
			lot.Weekly /= (d.run.Warmup + d.run.Horizon).Hours() / week.Hours()
			list = append(list, lot)
		}
	}
	return list
}

// spoiled is how many parts of a product are scrap after the setups on its way, once for each lot.
func (d *draft) spoiled(product int) int {
	n := 0
	for i := range d.model.Elements {
		e := &d.model.Elements[i]
		if count := e.Count("scrap_after_setup"); count > 0 && d.model.Comes(e.Name, d.model.Products[product].Name) {
			n += count
		}
	}
	return n
}

// lots is another size of lots: of one product that is ordered, or of all that sources let in.
type lots struct {
	product string
	size    int // 0: the product is not ordered at all
}

// WithLots is the scenario with other lots, of so many good parts, and another horizon. As much is asked for as before:
// what comes in lots twice as large comes half as often. An order that comes again and again keeps its pace; orders that
// come once are taken as a demand that is even from one to the next. Due times stay as far from the release as they were.
// Product is "" where lots are those of sources; it has to be one that is ordered where there are orders. A size of 0
// leaves the product out.
func (s *Scenario) WithLots(product string, size int, horizon time.Duration) (*Scenario, error) {
	c := *s
	c.lots, c.Run.Horizon = &lots{product, size}, horizon
	if horizon <= 0 || horizon > maxHorizon {
		return nil, fmt.Errorf("want a horizon of up to %s, have %s", dist.FormatSpan(maxHorizon.Seconds()), dist.FormatSpan(horizon.Seconds()))
	}
	if size < 0 || size > 1_000_000 {
		return nil, fmt.Errorf("want lots of 1 to 1000000, have %d", size)
	}
	if err := s.lotsOf(product); err != nil {
		return nil, err
	}
	r := c.reader()
	c.draw(r, nil)
	for _, p := range c.Plans {
		c.draw(r, c.picked(p.Measures))
	}
	if found := r.found.all(s.files); len(found) > 0 {
		return nil, Mistakes(found)
	}
	return &c, nil
}

// lotsOf checks that there are lots to change.
func (s *Scenario) lotsOf(product string) error {
	list, err := s.Lots(AsIs)
	if err != nil {
		return err
	}
	var names []string
	for _, lot := range list {
		if lot.Product == product {
			return nil
		}
		names = append(names, lot.Product)
	}
	switch {
	case len(list) == 0:
		return errors.New("want a source, have none")
	case list[0].Product == "":
		return fmt.Errorf("want no product, since the source lets in all of them in lots alike, have %q", product)
	case product == "":
		return fmt.Errorf("want one of the products that are ordered, since their lots differ, have none; there are %s", quoted(names))
	}
	return fmt.Errorf("want a product that is ordered, have %q; there are %s", product, nearest(product, names))
}

// resize puts other lots into the model.
func (d *draft) resize() {
	if d.lots == nil {
		return
	}
	if d.lots.product == "" {
		for i := range d.model.Elements {
			if e := &d.model.Elements[i]; e.Kind == "source" {
				d.resizeSource(e)
			}
		}
		return
	}
	product := slices.IndexFunc(d.model.Products, func(p plant.Product) bool { return p.Name == d.lots.product })
	if product < 0 {
		return // a plan has taken it away
	}
	var series []string
	groups := map[string][]plant.Order{}
	kept := d.model.Orders[:0:0]
	for _, o := range d.model.Orders {
		if o.Product != product {
			kept = append(kept, o)
			continue
		}
		if !slices.Contains(series, o.Series) {
			series = append(series, o.Series)
		}
		groups[o.Series] = append(groups[o.Series], o)
	}
	d.model.Orders = kept
	for _, name := range series {
		if d.lots.size > 0 && !d.regroup(groups[name], d.spoiled(product)) {
			d.tellOf(d.tree, "order", "want at most %d orders in all, have more with lots of %d", maxOrders, d.lots.size)
			return
		}
	}
	d.sortOrders()
}

// resizeSource keeps the pace of a source with other lots.
func (d *draft) resizeSource(e *plant.Spec) {
	if every := e.Chance("every"); every != nil {
		scaled, err := every.Times(float64(d.lots.size) / float64(max(1, e.Count("lot"))))
		if err != nil {
			d.tellOf(d.tree, "line", "want a source whose time between lots can be scaled: %v", err)
			return
		}
		e.Values["every"] = scaled
	}
	e.Values["lot"] = d.lots.size
}

// regroup orders in lots what some orders of one product ask for together, those of one series or all that come once. Between
// one release and the next demand is even.
func (d *draft) regroup(orders []plant.Order, spoiled int) bool {
	slices.SortStableFunc(orders, func(a, b plant.Order) int { return cmp.Compare(a.Release, b.Release) })
	end := d.run.Warmup + d.run.Horizon
	size, again := float64(d.lots.size), orders[0].Series != ""
	name := cmp.Or(orders[0].Series, "lots of "+d.lots.product)
	wanted, before, made := 0.0, 0.0, 0 // good parts: up to the end of an order, up to its beginning; lots made
	for i := range orders {
		o := orders[i]
		good := float64(max(1, o.Quantity-spoiled))
		before, wanted = wanted, wanted+good
		until := end
		if i+1 < len(orders) {
			until = orders[i+1].Release
		} else if again && i > 0 {
			until = o.Release + (o.Release - orders[i-1].Release)
		}
		for ; float64(made)*size < wanted; made++ {
			if len(d.model.Orders) >= maxOrders {
				return false
			}
			at := o.Release + time.Duration((float64(made)*size-before)/good*float64(max(0, until-o.Release)))
			lot := o
			lot.Number, lot.Quantity, lot.Release = fmt.Sprintf("%s/%d", name, made+1), d.lots.size+spoiled, at
			if o.Due != plant.NoDue {
				lot.Due = at + (o.Due - o.Release)
			}
			lot.Lot = lot.Quantity
			if at < end {
				d.model.Orders = append(d.model.Orders, lot)
			}
		}
	}
	return true
}
