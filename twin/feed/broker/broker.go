// Package broker is an MQTT broker within the program, for demonstrations, for emulated plants and for small real ones, where
// nobody wants to install one.
//
//	b, err := broker.Start(broker.Settings{})
//	b.Address() // mqtt://127.0.0.1:45123
//	b.Close()
//
// It is the nats-server, which speaks MQTT 3.1.1 with QoS 0 and 1 of what this program needs; a client that insists on MQTT 5 is
// not answered. It listens on the machine itself only unless told otherwise: without passwords, a broker that others can reach is
// an open door.
//
// It writes what it acknowledged to its folder within two minutes and to the operating system at once, so that a process that
// is killed loses nothing; a power cut may lose the last moments. It is therefore never the record of what a plant said: that is
// package history.
//
// What was not acknowledged to it within [AckWait] (or as [Settings] say) it sends again, and then not always in order.
package broker

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// AckWait is after how long the broker sends again what a listener has not acknowledged. It is a good deal longer than storing
// a batch takes, and far less than the server's own 30 seconds, for which a twin that was killed would have to wait.
const AckWait = 5 * time.Second

// pending is how much a listener may leave unacknowledged. The server counts a filter with # twice, and allows a listener 65,535
// in all.
const pending = 16_000

// ready is how long it may take to start; it takes some hundredths of a second.
const ready = 15 * time.Second

// Settings say where a broker listens and keeps what it must.
type Settings struct {
	Host   string        // "": 127.0.0.1, the machine itself
	Port   int           // 0: one that is free
	Folder string        // "": one that is taken away at the end
	Again  time.Duration // after how long it sends again what was not acknowledged; 0: AckWait
}

// A Broker is one that runs.
type Broker struct {
	server  *server.Server
	address string
	folder  string // to take away; "": it stays
}

// Start starts a broker and waits until it answers.
func Start(s Settings) (*Broker, error) {
	if s.Host == "" {
		s.Host = "127.0.0.1"
	}
	if s.Port == 0 {
		s.Port = server.RANDOM_PORT
	} else if err := free(s.Host, s.Port); err != nil {
		return nil, err
	}
	if s.Again == 0 {
		s.Again = AckWait
	}
	b := &Broker{}
	if s.Folder == "" {
		folder, err := os.MkdirTemp("", "tweeling-broker-")
		if err != nil {
			return nil, err
		}
		s.Folder, b.folder = folder, folder
	}
	options := &server.Options{
		ServerName: "tweeling", DontListen: true, NoSigs: true, JetStream: true, StoreDir: s.Folder, NoSystemAccount: false,
		MQTT: server.MQTTOpts{Host: s.Host, Port: s.Port, AckWait: s.Again, MaxAckPending: pending},
	}
	srv, err := server.NewServer(options)
	if err != nil {
		b.drop()
		return nil, fmt.Errorf("the broker within the program does not start: %w", err)
	}
	log := &listener{}
	srv.SetLoggerV2(log, false, false, false)
	b.server = srv
	srv.Start()
	if !srv.ReadyForConnections(ready) {
		b.Close()
		return nil, fmt.Errorf("the broker within the program does not start: %w", log.said())
	}
	b.address = "mqtt://" + net.JoinHostPort(s.Host, strconv.Itoa(options.MQTT.Port))
	return b, nil
}

// free says whether something else is at a port, before a server begins that could only give up.
func free(host string, port int) error {
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("want a port that is free for the broker within the program, have %d: %w", port, err)
	}
	return l.Close()
}

// Address is where it is found.
func (b *Broker) Address() string { return b.address }

// Close ends it.
func (b *Broker) Close() {
	b.server.Shutdown()
	b.server.WaitForShutdown()
	b.drop()
}

func (b *Broker) drop() {
	if b.folder != "" {
		_ = os.RemoveAll(b.folder)
	}
}

// A listener remembers the last error that the server told, which tells it nobody else.
type listener struct {
	sync.Mutex
	last string
}

func (l *listener) said() error {
	l.Lock()
	defer l.Unlock()
	if l.last == "" {
		return fmt.Errorf("it was not ready within %v", ready)
	}
	return errors.New(l.last)
}

func (l *listener) keep(format string, args ...any) {
	l.Lock()
	defer l.Unlock()
	l.last = fmt.Sprintf(format, args...)
}

// Noticef is nothing anybody needs.
func (l *listener) Noticef(string, ...any) {}

// Warnf is nothing anybody needs.
func (l *listener) Warnf(string, ...any) {}

// Debugf is nothing anybody needs.
func (l *listener) Debugf(string, ...any) {}

// Tracef is nothing anybody needs.
func (l *listener) Tracef(string, ...any) {}

// Errorf remembers.
func (l *listener) Errorf(format string, args ...any) { l.keep(format, args...) }

// Fatalf remembers: this server may give up, the program does not.
func (l *listener) Fatalf(format string, args ...any) { l.keep(format, args...) }
