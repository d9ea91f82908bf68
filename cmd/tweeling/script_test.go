package main

import (
	"fmt"
	"net"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tweeling": main})
}

// Each verb has its script: what a person types, what comes back, and how it ends.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "", Setup: func(e *testscript.Env) error {
		l, err := net.Listen("tcp", "127.0.0.1:0") // a port that is free, for who starts a broker
		if err != nil {
			return err
		}
		e.Setenv("PORT", fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
		return l.Close()
	}})
}
