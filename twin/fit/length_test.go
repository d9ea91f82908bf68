package fit

import "testing"

// Lengths are read as people write them, and what is none is none.
func TestLengths(t *testing.T) {
	for _, c := range []struct {
		text, column string
		seconds      float64 // negative: a number in the unit of its column
	}{
		{"6.4 min", "Duur", 384}, {"6,4 min.", "Duur", 384}, {"1 h 5 min", "", 3900}, {"1u30", "", 5400}, {"2 uur", "", 7200}, {"90s", "", 90}, {"250 ms", "", 0.25},
		{"0:06:24", "", 384}, {"1:30", "Tijd (uu:mm)", 5400}, {"1:30", "", 5400}, {"1:30", "Tijd [mm:ss]", 90}, {"12,5", "Duur (min)", -12.5}, {"3", "", -3},
	} {
		l, ok := lengthIn(c.text, c.column)
		if want := max(c.seconds, -c.seconds); !ok || l.seconds != (c.seconds > 0) || l.x < want-1e-9 || l.x > want+1e-9 {
			t.Errorf("%q under %q: want %v, have %+v, %v", c.text, c.column, c.seconds, l, ok)
		}
	}
	for _, text := range []string{"", "min", "1 stuk", "5 min later", "1:2:3:4", "2026-03-02"} {
		if l, ok := lengthIn(text, ""); ok {
			t.Errorf("%q: want no length, have %+v", text, l)
		}
	}
}

// Lengths with their units in the cells, or a clock by the name of the column, are taken for what they are, and so is a clock of twice
// twelve hours for one of who writes the month first; columns that are not read and a total below are told.
func TestLogsOfOtherHabits(t *testing.T) {
	for name, text := range map[string]string{
		"units": "Order;Machine;Start;Duur;Opmerking\n1;Zagen;2026-03-02 06:00;6.5 min;\n2;Zagen;2026-03-02 06:10;7.5 min;\n3;Zagen;2026-03-02 06:20;7 min;ok\nTotaal;;;;\n",
		"clock": "Order;Machine;Einde;Bewerkingstijd (uu:mm:ss);Opmerking\n1;Zagen;2026-03-02 06:06;0:06:30;\n2;Zagen;2026-03-02 06:17;0:07:30;\n3;Zagen;2026-03-02 06:27;0:07:00;ok\nTotaal;;;;\n",
		"us": "Order,Machine,Start Date,Start,End Date,End,Opmerking\n1,Zagen,03/02/2026,6:00:00 AM,03/02/2026,6:06:30 AM,\n2,Zagen,03/02/2026,6:10:00 AM,03/02/2026,6:17:30 AM,\n" +
			"3,Zagen,03/02/2026,1:20:00 PM,03/02/2026,1:27:00 PM,ok\nTotaal,,,,,,\n",
	} {
		l := readText(t, name+".csv", text, Reading{})
		total := 0.0
		for i := range l.Spans {
			total += l.Spans[i].To.Time().Sub(l.Spans[i].From.Time()).Seconds()
		}
		if len(l.Spans) != 3 || total < 1259 || total > 1261 || l.From.Time().Month() != 3 {
			t.Errorf("%s: want three spans of 21 minutes in March, have %d of %v s from %v", name, len(l.Spans), total, l.From.Time())
		}
		if l.Faults.NoTime != 1 || len(l.Unused) != 1 || l.Unused[0] != "Opmerking" {
			t.Errorf("%s: want it told what was left out, have %+v and %v", name, l.Faults, l.Unused)
		}
	}
}
