package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"tweeling/scenarios"
	"tweeling/sim/experiment"
	"tweeling/sim/scenario"
)

// serveVerb shows the line alive in a browser.
func serveVerb(c *cli) *cobra.Command {
	var port int
	var plan string
	var stream bool
	cmd := &cobra.Command{
		Use:     "serve [FILE]",
		Short:   "the line alive in a browser, on this machine only",
		Example: "  tweeling serve\n  tweeling serve mine.toml --plan automated --lang nl\n  tweeling serve mine.toml --port 8080",
		Args:    cobra.MaximumNArgs(1),
	}
	c.addLanguage(cmd)
	f := cmd.Flags()
	f.Uint64Var(&c.flags.seed, "seed", 0, "seed of all chance (default: as the scenario says)")
	f.IntVar(&port, "port", 0, "port of the page (default: a free one)")
	f.StringVar(&plan, "plan", "", "the plan beside the line as it is (default: the last one)")
	f.BoolVar(&stream, "stream", false, "draw in this program and send pictures, for a browser without WebAssembly or WebGL")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		w, err := c.words(cmd)
		if err != nil {
			return err
		}
		s, err := c.load(args)
		if err != nil {
			return err
		}
		if plan != "" && !hasPlan(s, plan) {
			return &hintError{fmt.Errorf("--plan: no plan %q in %s", plan, s.Name), fmt.Sprintf("there are %v", s.PlanNames())}
		}
		site := &site{cli: c, words: w, plan: plan, viewer: &viewer{}, streams: newStreams()}
		// The file is read again whenever the page is loaded again, so that it can be written while it is shown.
		site.load = func() (*scenario.Scenario, error) { return loadAgain(args) }
		if c.flags.seeded {
			site.seed = &c.flags.seed
		}
		if stream {
			site.viewer.refuse(w.Say("serve.asked"))
		} else {
			go site.viewer.find(cmd.Context(), w)
		}
		return c.serve(cmd.Context(), site, port)
	}
	return cmd
}

// serve answers on loopback until it is interrupted.
func (c *cli) serve(ctx context.Context, s *site, port int) error {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return &hintError{fmt.Errorf("--port: %w", err), "without --port a free one is taken"}
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	server := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	fmt.Fprintf(c.out, "http://127.0.0.1:%d/\n", s.port)
	fmt.Fprintln(c.err, s.words.Say("serve.stop"))
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	s.streams.close()
	err = server.Close()
	if served := <-done; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}

// loadAgain reads a scenario; its mistakes are the error.
func loadAgain(args []string) (*scenario.Scenario, error) {
	name := scenarios.Default
	if len(args) > 0 {
		name = args[0]
	}
	return scenario.Load(name)
}

// plansOf are the plans of the table beside the picture: the line as it is, and the plan shown.
func plansOf(s *scenario.Scenario, plan string) []string {
	names := s.PlanNames()
	if plan == "" {
		plan = names[len(names)-1]
	}
	if plan == experiment.AsIs {
		return []string{plan}
	}
	return []string{experiment.AsIs, plan}
}
