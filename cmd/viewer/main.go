//go:build js

// Command viewer is the view of a line in a browser, as WebAssembly. The page that loads it gives it, as the object
// "tweeling", what is to be shown (link, plan, seed, lang and dark) and how to get the scenario anew (again, or null), and is
// told through the same object when the first picture stands (drawn) or what is wrong (failed).
//
//	GOOS=js GOARCH=wasm go build -o viewer.wasm ./cmd/viewer
package main

import (
	"errors"
	"slices"
	"strconv"
	"syscall/js"

	"tweeling/sim/scenario"
	"tweeling/sim/view"
	"tweeling/sim/view/gfx"
)

func main() {
	page := js.Global().Get("tweeling")
	if err := show(page); err != nil {
		page.Call("failed", err.Error())
		select {} // the page may still call what was left behind
	}
}

// show shows what the page asks for, as long as the page is there.
func show(page js.Value) error {
	s, err := read(page.Get("link").String())
	if err != nil {
		return err
	}
	options := view.Options{Plan: page.Get("plan").String(), Lang: page.Get("lang").String(), Dark: page.Get("dark").Bool()}
	if again := page.Get("again"); again.Type() == js.TypeFunction {
		options.Reload = func() (*scenario.Scenario, error) {
			answer := again.Invoke()
			if !answer.Get("ok").Bool() {
				return nil, errors.New(answer.Get("text").String())
			}
			return read(answer.Get("text").String())
		}
	}
	if text := page.Get("seed").String(); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return errors.New("want a whole number as seed, have " + text)
		}
		options.Seed = &seed
	}
	if !slices.Contains(s.PlanNames(), options.Plan) {
		options.Plan = "" // the page was asked for another scenario than its link carries
	}
	live, err := view.New(s, options)
	if err != nil {
		return err
	}
	return view.Window(s.Title, &told{Show: live, page: page})
}

// read reads the scenario that a link carries.
func read(link string) (*scenario.Scenario, error) {
	files, err := view.UnpackLink(link)
	if err != nil {
		return nil, err
	}
	return scenario.Reread(files)
}

// A told show tells the page when its first picture is made.
type told struct {
	*view.Show
	page  js.Value
	drawn bool
}

// Frame draws the show.
func (t *told) Frame(l *gfx.List, w, h float32) {
	t.Show.Frame(l, w, h)
	if !t.drawn {
		t.drawn = true
		t.page.Call("drawn")
	}
}
