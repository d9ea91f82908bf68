package main

import (
	"testing"
	"time"
)

// A line is run to now within its week, at the same time of the week as if it had run all along.
func TestThisWeek(t *testing.T) {
	monday := time.Date(2026, 1, 5, 6, 0, 0, 0, time.UTC)
	for now, want := range map[time.Time]time.Time{
		monday.Add(-time.Hour):             monday,
		monday.Add(6 * 24 * time.Hour):     monday,
		monday.Add(7 * 24 * time.Hour):     monday.AddDate(0, 0, 7),
		monday.Add(100*7*24*time.Hour + 1): monday.AddDate(0, 0, 700),
		monday.Add(100*7*24*time.Hour - 1): monday.AddDate(0, 0, 693),
	} {
		if have := thisWeek(monday, now); !have.Equal(want) {
			t.Errorf("at %v: want %v, have %v", now, want, have)
		}
	}
}
