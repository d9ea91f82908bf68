package emulate

import (
	"context"
	"sync"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/broker"
	"tweeling/twin/feed/mqtt"
)

// What was lost on the way is asked for by its numbers, and said again: in the end nothing is missing, and each signal is there as it was.
func TestAgain(t *testing.T) {
	b, err := broker.Start(broker.Settings{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	dial, below, err := Broker(b.Address())
	if err != nil {
		t.Fatal(err)
	}
	hears := make(chan struct{}, 1)
	f, err := mqtt.Open(b.Address()+"/"+below+"/#?again=yes", mqtt.Settings{Tell: func(string) {
		select {
		case hears <- struct{}{}:
		default:
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithTimeout(context.Background(), time.Minute)
	defer end()
	var mu sync.Mutex
	var names twin.Names
	var all sync.WaitGroup
	defer all.Wait()
	defer end()
	all.Go(func() {
		err := f.Run(ctx, func(list []twin.Signal) error {
			mu.Lock()
			defer mu.Unlock()
			for i := range list {
				names.Add(list[i].Source, list[i].Seq)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-hears
	e := emulator(t, Settings{Dial: dial, Below: below, Speed: 600, Faults: Faults{Seed: 3, Drop: 0.2}})
	all.Go(func() {
		if err := e.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	time.Sleep(time.Second)
	said := e.Status()
	if said.Dropped == 0 || said.Said < 50 {
		t.Fatalf("want some said and some dropped, have %+v", said)
	}
	first := uint64(1) // before the first that came nobody knows that something is missing
	for ctx.Err() == nil {
		mu.Lock()
		for !names.Has("line", first) && first < said.Said {
			first++
		}
		missing := 0
		for seq := first; seq <= said.Said; seq++ {
			if !names.Has("line", seq) {
				missing++
			}
		}
		mu.Unlock()
		if missing == 0 && first < 50 {
			if u := f.Unread(); u.Count > 0 {
				t.Errorf("want all understood, have %+v", u)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("want all of %d, have %d: %+v", said.Said, names.Len(), e.Status())
}

// What is asked for and not known any more, or no request at all, does no harm.
func TestAskedForMore(t *testing.T) {
	var l lately
	if list := l.within(mqtt.Range{From: 0, To: 9}); len(list) > 0 {
		t.Error("want nothing where nothing was said")
	}
	for i := range 3 * mostRemembered {
		l.add(&twin.Signal{Seq: uint64(i + 1)})
	}
	last := uint64(3 * mostRemembered)
	if list := l.within(mqtt.Range{From: 5, To: last + 7}); len(list) < mostRemembered || list[len(list)-1].Seq != last || list[0].Seq != last-uint64(len(list))+1 {
		t.Errorf("want the last that are known, have %d", len(list))
	}
	if list := l.within(mqtt.Range{From: last - 1, To: last}); len(list) != 2 || list[0].Seq != last-1 {
		t.Errorf("want two, have %v", list)
	}
	for payload, ok := range map[string]bool{`{"from":1,"to":1}`: true, `{"from":2,"to":1}`: false, `7`: false, ``: false, `{"from":-1,"to":1}`: false} {
		if _, err := mqtt.ParseRange([]byte(payload)); (err == nil) != ok {
			t.Errorf("%s: want it understood %v, have %v", payload, ok, err)
		}
	}
}
