package mqtt

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	paho "github.com/eclipse/paho.mqtt.golang"

	"tweeling/twin"
)

const (
	atMost  = 1000    // messages stored together
	waiting = 1 << 16 // messages that may wait for being stored; a broker never has more under way that are not acknowledged
)

// Settings are what a feed is told besides the address.
type Settings struct {
	Session string       // the name under which the broker keeps what was said meanwhile, where the address says none; "": it keeps nothing
	Patient bool         // to go on trying where no broker answers at first
	Tell    func(string) // told in English when the connection is lost and when it is back; nil: nobody is
}

// A Feed is a broker that is listened to.
type Feed struct {
	address  *Address
	settings Settings
	reader   *reader
	mu       sync.Mutex
	unread   twin.Unread
	left     []twin.Signal // what could not be stored, where the broker will not send it again
}

var _ twin.Feed = (*Feed)(nil)

// Open makes a feed of an address. Nothing is connected before Run.
func Open(address string, s Settings) (*Feed, error) {
	a, err := ParseAddress(address)
	if err != nil {
		return nil, err
	}
	if _, _, err := a.credentials(); err != nil {
		return nil, fmt.Errorf("%s: %w", a, err)
	}
	if _, err := a.encryption(); err != nil {
		return nil, fmt.Errorf("%s: %w", a, err)
	}
	if a.Session != "" {
		s.Session = a.Session
	}
	if s.Tell == nil {
		s.Tell = func(string) {}
	}
	f := &Feed{address: a, settings: s, reader: newReader(a.Filter)}
	if a.Again {
		f.reader.asks = asker{}
	}
	return f, nil
}

// Unread are the messages that were no signals.
func (f *Feed) Unread() twin.Unread {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.unread
}

// A message is what came, and how to acknowledge it.
type message struct {
	paho.Message
	arrived time.Time
}

// A hearing is one run of a feed.
type hearing struct {
	*Feed
	in      chan message
	refused chan error
	done    chan struct{} // closed when nobody takes messages any more
}

// Run hears until the context ends.
func (f *Feed) Run(ctx context.Context, take twin.Take) error {
	h := &hearing{f, make(chan message, waiting), make(chan error, 1), make(chan struct{})}
	options, err := f.address.client(f.settings.Session)
	if err != nil {
		return err
	}
	options.SetAutoAckDisabled(true).SetDefaultPublishHandler(h.receive).SetOnConnectHandler(h.subscribe)
	options.SetAutoReconnect(true).SetMaxReconnectInterval(2 * time.Second)
	options.SetConnectRetry(f.settings.Patient).SetConnectRetryInterval(time.Second)
	options.SetConnectionLostHandler(func(_ paho.Client, err error) {
		f.settings.Tell(fmt.Sprintf("%s: the connection is lost (%v); it is tried again", f.address, err))
	})
	client := paho.NewClient(options)
	defer client.Disconnect(200)
	defer close(h.done)
	token := client.Connect()
	select {
	case <-token.Done():
		if err := token.Error(); err != nil {
			return f.address.unanswered(err)
		}
	case <-ctx.Done():
		return nil
	}
	return h.listen(ctx, client, take)
}

// ask asks sources for what they have said and what has not come.
func (h *hearing) ask(client paho.Client) {
	if h.reader.asks == nil || !client.IsConnectionOpen() {
		return
	}
	h.reader.asks.due(time.Now(), func(source string, r Range) {
		payload, err := json.Marshal(r)
		if err != nil {
			return
		}
		client.Publish(strings.TrimPrefix(root(h.address.Filter)+"/"+source+"/"+Again, "/"), 1, false, payload)
		h.settings.Tell(fmt.Sprintf("%s: %s is asked for %d to %d again", h.address, source, r.From, r.To))
	})
}

// listen stores what comes, in batches, and acknowledges it.
func (h *hearing) listen(ctx context.Context, client paho.Client, take twin.Take) error {
	if len(h.left) > 0 {
		if err := take(h.left); err != nil {
			return err
		}
		h.left = nil
	}
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	batch := make([]message, 0, atMost)
	var signals []twin.Signal
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-h.refused:
			return err
		case <-ticker.C:
			h.ask(client)
			continue
		case m := <-h.in:
			batch = h.gather(append(batch[:0], m))
		}
		signals = signals[:0]
		for i := range batch {
			signals = append(signals, h.read(&batch[i])...)
		}
		if len(signals) > 0 {
			if err := take(signals); err != nil {
				if h.settings.Session == "" {
					h.left = append(h.left, signals...)
				}
				return err
			}
		}
		for i := range batch {
			batch[i].Ack() // on a connection that is gone it says nothing, and the message comes again
		}
	}
}

// gather adds to a batch what waits.
func (h *hearing) gather(batch []message) []message {
	for len(batch) < atMost {
		select {
		case m := <-h.in:
			batch = append(batch, m)
		default:
			return batch
		}
	}
	return batch
}

// read understands a message, and counts one that it does not.
func (h *hearing) read(m *message) []twin.Signal {
	signals, err := h.reader.read(m.Topic(), m.Payload(), m.arrived, m.Retained())
	if err != nil {
		h.mu.Lock()
		h.unread.Count++
		h.unread.Last = err.Error()
		h.mu.Unlock()
	}
	return signals
}

// receive is called by the client, one message after the other.
func (h *hearing) receive(_ paho.Client, m paho.Message) {
	select {
	case h.in <- message{m, time.Now()}:
	case <-h.done:
	}
}

// subscribe is called each time there is a connection: a broker may have lost what it knew.
func (h *hearing) subscribe(client paho.Client) {
	a := h.address
	token := client.Subscribe(a.Filter, a.QoS, nil)
	if !token.WaitTimeout(10*time.Second) || token.Error() != nil {
		h.settings.Tell(fmt.Sprintf("%s: the broker has not answered the subscription yet", a)) // the connection is lost, then, and tried again
		client.Disconnect(0)
		h.refuse(fmt.Errorf("%s: want a broker that answers a subscription, have %w", a, errors.Join(token.Error(), errors.New("no answer within 10 seconds"))))
		return
	}
	if t, ok := token.(*paho.SubscribeToken); ok {
		if code, ok := t.Result()[a.Filter]; ok && code > 2 {
			h.refuse(fmt.Errorf("%s: want a topic filter that may be heard, have %q refused by the broker; ask who keeps it, or name less", a, a.Filter))
			return
		}
	}
	h.settings.Tell(fmt.Sprintf("%s: connected, hearing %s", a, a.Filter))
}

func (h *hearing) refuse(err error) {
	select {
	case h.refused <- err:
	default:
	}
}
