package scenario

import (
	"sync"

	"tweeling/sim/dist"
)

// laws keeps the laws of chance that a scenario names, by their text, so that each is made once and the models of all
// plans hold the same.
type laws struct {
	mu   sync.Mutex
	made map[string]*dist.Dist
}

func newLaws() *laws { return &laws{made: map[string]*dist.Dist{}} }

func (l *laws) parse(text string) (*dist.Dist, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.made[text]; d != nil {
		return d, nil
	}
	d, err := dist.Parse(text)
	if err == nil {
		l.made[text] = d
	}
	return d, err
}

// keep makes a law once under a name that no text is.
func (l *laws) keep(id string, law func() (*dist.Dist, error)) (*dist.Dist, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d := l.made[id]; d != nil {
		return d, nil
	}
	d, err := law()
	if err == nil {
		l.made[id] = d
	}
	return d, err
}

func (l *laws) constant(seconds float64) *dist.Dist {
	d, err := l.parse(dist.FormatSpan(seconds))
	if err != nil {
		return dist.Constant(seconds)
	}
	return d
}
