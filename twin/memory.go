package twin

import "sync"

// A Memory is a store that lasts as long as the process: for a look at a plant that nobody wants to keep.
type Memory struct {
	mu    sync.Mutex
	names Names
	list  []Signal
}

// Append keeps signals, each once by its name.
func (m *Memory) Append(signals []Signal) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range signals {
		if m.names.Add(signals[i].Source, signals[i].Seq) {
			m.list = append(m.list, signals[i])
		}
	}
	return nil
}

// Each hands out what is kept, from a cursor on.
func (m *Memory) Each(from uint64, visit func(s Signal, next uint64) bool) error {
	m.mu.Lock()
	list := m.list // only ever added to
	m.mu.Unlock()
	for i := from; i < uint64(len(list)); i++ {
		if !visit(list[i], i+1) {
			return nil
		}
	}
	return nil
}
