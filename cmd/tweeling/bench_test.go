package main

import (
	"context"
	"io"
	"testing"
)

// BenchmarkCompare is the main job: the built-in line against its three plans, 30 replications of four weeks each. The
// compiler reads a profile of it, default.pgo, which makes it some 12 % faster; after large changes it is made anew by
//
//	go test -pgo=off ./cmd/tweeling -run '^$' -bench Compare -cpuprofile default.pgo
//
// without the profile, since what is inlined by it would no longer be seen in it.
func BenchmarkCompare(b *testing.B) {
	for b.Loop() {
		if code := run(context.Background(), []string{"compare", "--quiet"}, io.Discard, io.Discard); code != exitDone {
			b.Fatalf("exit code %d", code)
		}
	}
}
