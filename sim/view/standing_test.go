package view

import (
	"slices"
	"testing"
	"time"
)

// Nothing is said to be counted that is not: at the beginning of a day, at the end of the run, and for a day that is
// none of those counted.
func TestWhereTheDayStandsIsNeverLeftOpen(t *testing.T) {
	w := loaded(t, "testdata/cell.toml", Options{})
	for at, want := range map[time.Duration]string{0: "just begun", 5 * time.Minute: "just begun", 24*time.Hour + time.Minute: "just begun", time.Hour: "percentile", 24 * time.Hour: "percentile", w.Length(): "percentile"} {
		w.Seek(at)
		if got := texts(t, framed(t, w, 1280, 720), "percentile"); !has(got, want) {
			t.Errorf("at %v the day is %v, want %s", at, got, want)
		}
	}
	w = loaded(t, "testdata/cell.toml", Options{At: time.Hour, Replication: 99, Lang: "nl"})
	if got := texts(t, framed(t, w, 1280, 720), "percentile"); has(got, "telt") || has(got, "percentiel") || !slices.ContainsFunc(got, func(s string) bool { return s != "" }) {
		t.Errorf("a day that is not counted is %v", got)
	}
	w.Seek(0)
	if got := texts(t, framed(t, w, 1280, 720), "percentile"); !has(got, "pas begonnen") {
		t.Errorf("in Dutch the day is %v, want it just begun", got)
	}
}
