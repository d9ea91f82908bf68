// Package feed opens whatever a twin listens to, by its address.
//
//	f, err := feed.Open("mqtt://localhost/plant/#", feed.Settings{Session: "line3"})
//	defer f.Close()
//	err = f.Run(ctx, store.Append)
//
// The table [Protocols] lists what there is. A file needs no scheme: its name tells. Options stand behind a question mark:
//
//	signals.csv                     a table of signals, or an event log as a table
//	csv:export.txt?value=quantity   the same, whatever the name; the value of an event is that of a column
//	signals.csv?follow              a table of signals, and what is written to it from then on, also when it is rotated
//	log.xes.gz?speed=60             an event log in XES, sixty times as fast as it happened
//	line3.journal?speed=1           a journal of a twin, as it happened
//	line3.db                        a history
//	mqtt://broker/plant/#           a broker, see package mqtt
//
// What comes from a file comes as fast as it is taken, or with speed=N paced by the times of its signals: N seconds of the plant in
// one of the clock on the wall.
package feed

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/journal"
	"tweeling/twin/feed/logfile"
	"tweeling/twin/feed/mqtt"
	"tweeling/twin/history"
)

// Settings are what a feed is told besides its address.
type Settings struct {
	Session string         // of a broker: the name under which it keeps what is said while nobody listens
	Patient bool           // of a broker: to go on trying where none answers at first
	Speed   float64        // of a file, where its address does not say: 0 as fast as it is taken
	Place   *time.Location // of a log: where times without a zone are from; nil: UTC
	Grows   bool           // of a table: more may be written to it, so that names of signals have to hold
	Follow  bool           // of a table of signals: go on when more is written to it
	Tell    func(string)   // of a broker: told in English of connections lost and made; nil: nobody is
}

// A Feed is one that is open.
type Feed struct {
	twin.Feed
	Live  bool // it goes on for ever
	close func() error
	speed float64
}

// A Protocol is one kind of feed.
type Protocol struct {
	Scheme string
	Ends   []string // of file names that are read so without a scheme
	Doc    string
	open   func(name string, options url.Values, s Settings) (*Feed, error)
}

// Protocols is what there is.
var Protocols = []Protocol{
	{"mqtt", nil, "a broker for MQTT 3.1.1: mqtt://HOST[:PORT]/TOPIC/#", openMQTT},
	{"mqtts", nil, "the same with TLS", openMQTT},
	{"csv", []string{".csv", ".tsv", ".txt", ".xlsx"}, "a table of signals, or an event log as a table", openLog(logfile.CSV)},
	{"xes", []string{".xes", ".xes.gz"}, "an event log in XES 1.0", openLog(logfile.XES)},
	{"journal", []string{".journal"}, "the journal of a twin", openJournal},
	{"history", []string{".db", ".sqlite"}, "the history of a twin", openHistory},
}

// Open opens a feed. It has to be closed.
func Open(address string, s Settings) (*Feed, error) {
	p, rest, err := protocolOf(address)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(p.Scheme, "mqtt") {
		return p.open(address, nil, s)
	}
	name, query, _ := strings.Cut(rest, "?")
	options, err := url.ParseQuery(query)
	if err != nil {
		return nil, fmt.Errorf("%s: want options such as ?speed=60, have %q", address, query)
	}
	if text := options.Get("speed"); text != "" {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || !(x > 0 && x <= 1e9) {
			return nil, fmt.Errorf("%s: want a speed above 0, have %q", address, text)
		}
		s.Speed = x
	}
	allowed := "speed"
	switch p.Scheme {
	case "csv":
		allowed = "speed, value, follow"
	case "xes":
		allowed = "speed, value"
	}
	for option := range options {
		if !strings.Contains(", "+allowed+",", ", "+option+",") {
			return nil, fmt.Errorf("%s: want an option that exists, have %q; there are %s", address, option, allowed)
		}
	}
	f, err := p.open(name, options, s)
	if f != nil {
		f.speed = s.Speed
	}
	return f, err
}

// protocolOf finds the protocol of an address, and what comes after the scheme.
func protocolOf(address string) (*Protocol, string, error) {
	if scheme, rest, ok := strings.Cut(address, ":"); ok && len(scheme) > 1 { // a single letter is a drive
		for i := range Protocols {
			if Protocols[i].Scheme == strings.ToLower(scheme) {
				return &Protocols[i], rest, nil
			}
		}
		if strings.HasPrefix(rest, "//") {
			return nil, "", fmt.Errorf("%s: want an address of a kind that exists, have %q; there are %s", address, scheme, kinds())
		}
	}
	name, _, _ := strings.Cut(strings.ToLower(address), "?")
	for i := range Protocols {
		for _, end := range Protocols[i].Ends {
			if strings.HasSuffix(name, end) {
				return &Protocols[i], address, nil
			}
		}
	}
	return nil, "", fmt.Errorf("%s: want an address such as mqtt://localhost/plant/#, or a file whose name tells what it is; there are %s", address, kinds())
}

// kinds are the protocols for people.
func kinds() string {
	var list []string
	for _, p := range Protocols {
		one := p.Scheme + ":"
		if len(p.Ends) > 0 {
			one += " (" + strings.Join(p.Ends, " ") + ")"
		}
		list = append(list, one)
	}
	return strings.Join(list, ", ")
}

func openMQTT(address string, _ url.Values, s Settings) (*Feed, error) {
	f, err := mqtt.Open(address, mqtt.Settings{Session: s.Session, Patient: s.Patient, Tell: s.Tell})
	if err != nil {
		return nil, err
	}
	return &Feed{Feed: f, Live: true}, nil
}

func openLog(open func(name string, s logfile.Settings) *logfile.Feed) func(string, url.Values, Settings) (*Feed, error) {
	return func(name string, options url.Values, s Settings) (*Feed, error) {
		set := logfile.Settings{Value: options.Get("value"), Place: s.Place, Grows: s.Grows || options.Has("follow"), Follow: s.Follow || options.Has("follow")}
		return &Feed{Feed: open(name, set), Live: set.Follow}, nil
	}
}

func openJournal(name string, _ url.Values, _ Settings) (*Feed, error) {
	j, err := twin.ReadJournal(name)
	if err != nil {
		return nil, err
	}
	return &Feed{Feed: journal.New(j), close: j.Close}, nil
}

func openHistory(name string, _ url.Values, _ Settings) (*Feed, error) {
	h, err := history.Read(name)
	if err != nil {
		return nil, err
	}
	return &Feed{Feed: journal.New(h), close: h.Close}, nil
}

// WallClock counts the times that came without a zone.
func (f *Feed) WallClock() twin.WallClock {
	if w, ok := f.Feed.(twin.Walled); ok {
		return w.WallClock()
	}
	return twin.WallClock{}
}

// Paced tells whether signals come at a speed that was asked for, and not as fast as they are taken.
func (f *Feed) Paced() bool { return f.speed != 0 }

// Close ends the use of what was opened.
func (f *Feed) Close() error {
	if f.close == nil {
		return nil
	}
	return f.close()
}

// Run hands signals to take, at the speed that was asked for.
func (f *Feed) Run(ctx context.Context, take twin.Take) error {
	if f.speed == 0 {
		return f.Feed.Run(ctx, take)
	}
	p := &pace{ctx: ctx, speed: f.speed, take: take}
	err := f.Feed.Run(ctx, p.hand)
	if errors.Is(err, errEnded) {
		return nil
	}
	return err
}

// A pace hands signals on when their time has come.
type pace struct {
	ctx          context.Context
	speed        float64
	take         twin.Take
	began, first time.Time // by the clock on the wall, and by that of the plant
}

var errEnded = errors.New("the context has ended")

// close enough to be handed on together.
const together = 20 * time.Millisecond

func (p *pace) hand(signals []twin.Signal) error {
	for len(signals) > 0 {
		if p.began.IsZero() {
			p.began, p.first = time.Now(), signals[0].At
		}
		if wait := p.until(&signals[0]); wait > 0 {
			select {
			case <-time.After(wait):
			case <-p.ctx.Done():
				return errEnded
			}
		}
		n := 1
		for n < len(signals) && p.until(&signals[n]) < together {
			n++
		}
		if err := p.take(signals[:n]); err != nil {
			return err
		}
		signals = signals[n:]
	}
	return nil
}

// until is how long it is until a signal is due; one whose time lies back is due now.
func (p *pace) until(s *twin.Signal) time.Duration {
	due := float64(s.At.Sub(p.first)) / p.speed
	return time.Duration(min(due, float64(1<<62))) - time.Since(p.began)
}
