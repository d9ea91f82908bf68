package broker_test

import (
	"net"
	"strconv"
	"strings"
	"testing"

	"tweeling/twin/feed/broker"
)

// It listens on the machine itself, and a port that is taken is told.
func TestStart(t *testing.T) {
	b, err := broker.Start(broker.Settings{Folder: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	host, port, err := net.SplitHostPort(strings.TrimPrefix(b.Address(), "mqtt://"))
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("want the machine itself, have %s", b.Address())
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := broker.Start(broker.Settings{Port: n}); err == nil || !strings.Contains(err.Error(), "want a port that is free") {
		t.Errorf("want a port that is taken told, have %v", err)
	}
	b.Close()
	again, err := broker.Start(broker.Settings{Port: n})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
