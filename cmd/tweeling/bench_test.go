package main

import (
	"context"
	"io"
	"testing"
	"time"

	"tweeling/scenarios"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// BenchmarkCompare is the main job: the built-in line against its three plans, 30 replications of four weeks each. The
// compiler reads a profile of it, default.pgo, which makes it some 9 % faster; after large changes it is made anew by
//
//	GODEBUG=asyncpreemptoff=1 go test -pgo=off ./cmd/tweeling -run '^$' -bench Compare -cpuprofile default.pgo
//
// without the profile, since what is inlined by it would no longer be seen in it, and without preemption by signals, which on a
// busy machine hides where the time goes in two samples of five.
func BenchmarkCompare(b *testing.B) {
	for b.Loop() {
		if code := run(context.Background(), []string{"compare", "--quiet"}, io.Discard, io.Discard); code != exitDone {
			b.Fatalf("exit code %d", code)
		}
	}
}

// BenchmarkJobShop is a year of 8,760 h of the job shop of forty products with routes, orders in lots and rules of dispatch, with
// a warm-up of four weeks: one replication, from the plan to the figures. 2 s is what is asked.
func BenchmarkJobShop(b *testing.B) {
	text, _ := scenarios.Text("metal-jobshop")
	s, err := scenario.Read("metal-jobshop.toml", text, nil)
	if err != nil {
		b.Fatal(err)
	}
	s.Run.Horizon = 8760 * time.Hour
	for _, plan := range s.PlanNames() {
		b.Run(plan, func(b *testing.B) {
			for b.Loop() {
				y, err := experiment.NewSystem(s, plan)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := y.Replicate(context.Background(), 1, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
