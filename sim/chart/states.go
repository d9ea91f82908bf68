package chart

// States is what StateBars draws: for each station a bar a plan.
type States struct {
	Title    string
	Stations []string
	Plans    []string
	Order    []string                                      // of the states in a bar, by their keys
	Names    map[string]string                             // of the states, translated
	Share    func(station, plan int, state string) float64 // from 0 to 1, of planned time
	Number   func(x float64, decimals int) string
}

const (
	barHeight = 15.0
	barGap    = 3.0
	groupGap  = 10.0
)

// StateBars draws the share of time in each state, by station and plan. It is as high as it has bars.
func StateBars(in States) Figure {
	rows := float64(len(in.Stations)*len(in.Plans))*(barHeight+barGap) + float64(len(in.Stations))*groupGap
	return Figure{Name: "states", Width: 720, Height: 40 + 26 + rows + 34, draw: func(s *sheet) { in.draw(s) }}
}

func (in States) draw(s *sheet) {
	top := s.title(in.Title)
	label, right := in.labelWidth(s), 20.0
	x0, span := 16+label+10, s.width-16-label-10-right
	top = in.legend(s, x0, top)
	bottom := s.height - 24
	for i := 0; i <= 5; i++ {
		x := x0 + span*float64(i)/5
		s.line(s.theme.Grid, 0.8, [2]float64{x, top}, [2]float64{x, bottom})
		s.text(s.theme.Muted, 9, false, x, bottom+13, middle, in.Number(float64(20*i), 0)+" %")
	}
	y := top + 4
	for i, station := range in.Stations {
		for p, plan := range in.Plans {
			name := s.fitted(9.5, station+"  "+plan, label)
			ink := s.theme.Ink
			if p > 0 {
				ink = s.theme.Muted
			}
			s.text(ink, 9.5, false, x0-8, y+barHeight-4, end, name)
			in.bar(s, x0, y, span, i, p)
			y += barHeight + barGap
		}
		y += groupGap
	}
}

func (in States) labelWidth(s *sheet) float64 {
	w := 40.0
	for _, station := range in.Stations {
		for _, plan := range in.Plans {
			w = max(w, s.measure(9.5, station+"  "+plan))
		}
	}
	return min(w, 190)
}

// legend names the states that occur, in rows, and returns where the bars may begin.
func (in States) legend(s *sheet, x0, y float64) float64 {
	x := x0
	for _, state := range in.Order {
		if !in.occurs(state) {
			continue
		}
		w := 14 + s.measure(9.5, in.Names[state]) + 16
		if x+w > s.width && x > x0 {
			x, y = x0, y+15
		}
		s.rect(s.theme.States[state], x, y, 10, 10)
		if hatched[state] {
			s.hatch(x, y, 10, 10)
		}
		s.text(s.theme.Ink, 9.5, false, x+14, y+9, left, in.Names[state])
		x += w
	}
	return y + 20
}

func (in States) occurs(state string) bool {
	for i := range in.Stations {
		for p := range in.Plans {
			if in.Share(i, p, state) >= 0.0005 {
				return true
			}
		}
	}
	return false
}

func (in States) bar(s *sheet, x0, y, span float64, station, plan int) {
	x := x0
	for _, state := range in.Order {
		share := in.Share(station, plan, state)
		w := span * share
		if w <= 0 {
			continue
		}
		s.rect(s.theme.States[state], x, y, w, barHeight)
		if hatched[state] {
			s.hatch(x, y, w, barHeight)
		}
		if text := in.Number(100*share, 0); w > s.measure(8.5, text)+6 {
			ink := s.theme.Page
			if state == "starved" || state == "blocked" {
				ink = s.theme.Ink
			}
			s.text(ink, 8.5, false, x+w/2, y+barHeight-4.5, middle, text)
		}
		x += w
	}
}
