package gfx

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	ink = Color{0x11, 0x18, 0x27, 0xFF}
	red = Color{0xB9, 0x1C, 0x1C, 0xFF}
)

func TestGroupsAreFoundWithWhatIsInThem(t *testing.T) {
	var l List
	l.Begin("all", "")
	l.Begin("press", "press: working")
	l.Rect(red, 10, 20, 30, 40)
	l.Begin("press/label", "")
	l.Text(0, 0, 12, Regular, Left, ink, "press")
	l.End()
	l.End()
	l.Rect(red, 0, 0, 1, 1)
	l.End()
	for id, want := range map[string][]Kind{
		"press":       {Begin, Fill, Begin, Text, End, End},
		"press/label": {Begin, Text, End},
		"all":         {Begin, Begin, Fill, Begin, Text, End, End, Fill, End},
		"store":       nil,
	} {
		ops, ok := l.Find(id)
		var got []Kind
		for _, op := range ops {
			got = append(got, op.Kind)
		}
		if !cmp.Equal(got, want) || ok != (want != nil) {
			t.Errorf("%s: %v, %v, want %v", id, got, ok, want)
		}
	}
	if ops, _ := l.Find("press"); ops[0].Text != "press: working" {
		t.Errorf("title %q, want that of the group", ops[0].Text)
	}
}

func TestBoundsAreOfWhatIsSeen(t *testing.T) {
	var l List
	l.Clip(0, 0, 100, 100)
	l.Begin("cut", "")
	l.Rect(red, 50, 50, 100, 20)
	l.End()
	l.Clip(80, 0, 100, 100)
	l.Begin("cut twice", "")
	l.Rect(red, 0, 0, 500, 500)
	l.End()
	l.Unclip()
	l.Begin("gone", "")
	l.Rect(red, 200, 0, 10, 10)
	l.End()
	l.Unclip()
	l.Begin("line", "")
	l.Line(red, 4, 200, 200, 300, 200)
	l.End()
	l.Begin("text", "")
	l.Text(200, 100, 10, Regular, Right, ink, "00")
	l.End()
	l.Begin("empty", "")
	l.End()
	w := Width("00", 10, Regular)
	for id, want := range map[string]Box{
		"cut":       {50, 50, 100, 70},
		"cut twice": {80, 0, 100, 100},
		"line":      {198, 198, 302, 202},
		"text":      {200 - w, 90.3, 200, 102.5},
		"gone":      {}, "empty": {}, "unknown": {},
	} {
		x0, y0, x1, y1, ok := l.Bounds(id)
		if got := (Box{x0, y0, x1, y1}); ok != (want != Box{}) || ok && got != want {
			t.Errorf("%s: %v %v, want %v", id, got, ok, want)
		}
	}
}

func TestDigitsAllHaveOneWidth(t *testing.T) {
	for _, f := range []Font{Regular, SemiBold} {
		for r := '0'; r <= '9'; r++ {
			if got, want := Width(string(r), 20, f), Width("0", 20, f); got != want {
				t.Errorf("font %d: %c is %v wide, want %v", f, r, got, want)
			}
		}
	}
	if thin, bold := Width("press", 12, Regular), Width("press", 12, SemiBold); thin >= bold || thin < 20 || thin > 40 {
		t.Errorf("regular %v, semi-bold %v wide", thin, bold)
	}
	if one, two := Width("press", 12, Regular), Width("press", 24, Regular); two != 2*one {
		t.Errorf("%v at twice the size, want %v", two, 2*one)
	}
}

func TestCirclesAreRoundEnough(t *testing.T) {
	for _, r := range []float32{1, 4, 10, 30, 80, 150} {
		var l List
		l.Circle(red, 0, 0, r)
		for i, p := range l.Points {
			q := l.Points[(i+1)%len(l.Points)]
			mid := Point{(p.X + q.X) / 2, (p.Y + q.Y) / 2}
			if off := r - hypot(mid.X, mid.Y); off > 0.06 {
				t.Fatalf("radius %v: %d corners are %v off", r, len(l.Points), off)
			}
		}
	}
}

// frame makes about as many operations as a view of two lines, with everything that a list has.
func frame(l *List, shift float32) {
	l.Reset()
	l.Clip(0, 0, 1280, 720)
	for i := range 130 {
		x, y := float32(i%13)*98+shift, float32(i/13)*72
		l.Begin("machine", "machine: working")
		l.RoundRect(Color{0xE9, 0xED, 0xF1, 0xFF}, x, y, 92, 66, 6)
		l.Fill(Color{0x93, 0xA4, 0xB5, 0xFF}, Point{x + 10, y + 20}, Point{x + 40, y + 10}, Point{x + 60, y + 30}, Point{x + 30, y + 40})
		l.Fill(Color{0x1E, 0x3A, 0x5F, 0xFF}, Point{x + 10, y + 20}, Point{x + 30, y + 40}, Point{x + 30, y + 60}, Point{x + 10, y + 40})
		l.Circle(red, x+70, y+20, 6)
		l.Line(ink, 1.5, x, y+62, x+90, y+62)
		l.Stroke(ink, 2, false, Point{x + 60, y + 50}, Point{x + 66, y + 44}, Point{x + 72, y + 52}, Point{x + 84, y + 40})
		l.Stroke(ink, 1, true, Point{x, y}, Point{x + 90, y}, Point{x + 90, y + 64}, Point{x, y + 64})
		l.Text(x+46, y+58, 11, SemiBold, Center, ink, "OP20 Drill")
		l.End()
	}
	l.Unclip()
}

func TestFramesAllocateNothing(t *testing.T) {
	var l List
	shift := float32(0)
	if n := testing.AllocsPerRun(20, func() { shift++; frame(&l, shift); Width("1 234 €", 12, Regular) }); n != 0 {
		t.Errorf("%v allocations a frame, want none", n)
	}
}
