package emulate

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/broker"
	"tweeling/twin/feed/feedtest"
	"tweeling/twin/feed/mqtt"
	"tweeling/twin/history"
)

// BenchmarkIntake is how many signals a second are taken in for good over MQTT with QoS 1: said by four plants, acknowledged by the
// twin after each batch is on the disk.
func BenchmarkIntake(b *testing.B) {
	own, err := broker.Start(broker.Settings{})
	if err != nil {
		b.Fatal(err)
	}
	defer own.Close()
	addresses := map[string]string{"own": own.Address()}
	b.Run("broker=own", func(b *testing.B) { intake(b, addresses["own"]) })
	b.Run("broker=mosquitto", func(b *testing.B) { intake(b, feedtest.NewMosquitto(b).Address) })
}

func intake(b *testing.B, address string) {
	h, err := history.Open(filepath.Join(b.TempDir(), "h.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer h.Close()
	hears := make(chan struct{}, 1)
	f, err := mqtt.Open(address, mqtt.Settings{Session: b.TempDir(), Tell: func(string) {
		select {
		case hears <- struct{}{}:
		default:
		}
	}})
	if err != nil {
		b.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	defer end()
	done, ended := make(chan struct{}), make(chan error, 1)
	n := 0
	go func() {
		ended <- f.Run(ctx, func(signals []twin.Signal) error {
			err := h.Append(signals)
			if n += len(signals); n >= b.N && err == nil {
				select {
				case <-done:
				default:
					close(done)
				}
			}
			return err
		})
	}()
	<-hears
	a, err := mqtt.ParseAddress(address)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	var all sync.WaitGroup
	for k := range 4 {
		link, err := mqtt.Dial(ctx, a)
		if err != nil {
			b.Fatal(err)
		}
		defer link.Close()
		all.Go(func() {
			under := make(chan mqtt.Sent, window)
			go func() {
				defer close(under)
				for i := k; i < b.N; i += 4 {
					s := twin.Signal{Source: fmt.Sprint("plc", k), Seq: uint64(i), At: time.Unix(int64(i), 0), Tag: "press.good", Value: twin.NumberValue(float64(i))} //nolint:gosec // they are positive
					payload, err := mqtt.Payload(&s, false, false)
					if err != nil {
						b.Error(err)
						return
					}
					under <- link.Say(mqtt.Topic(mqtt.Root, &s), payload, false)
				}
			}()
			for sent := range under {
				<-sent.Done()
			}
		})
	}
	all.Wait()
	select {
	case <-done:
	case err := <-ended:
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "signals/s")
}
