package mqtt

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	paho "github.com/eclipse/paho.mqtt.golang"
	"github.com/eclipse/paho.mqtt.golang/packets"
)

// String is the address for people: without options, which may name files.
func (a *Address) String() string {
	scheme := "mqtt://"
	if a.secure {
		scheme = "mqtts://"
	}
	_, host, _ := strings.Cut(a.Server, "://")
	return scheme + host
}

// client is what a client of this address has in common, whatever it does.
func (a *Address) client(session string) (*paho.ClientOptions, error) {
	user, password, err := a.credentials()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a, err)
	}
	secure, err := a.encryption()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a, err)
	}
	o := paho.NewClientOptions().AddBroker(a.Server).SetUsername(user).SetPassword(password)
	if secure != nil {
		o.SetTLSConfig(secure)
	}
	id := session
	if id == "" {
		id = "tweeling-" + rand.Text()[:12]
	}
	o.SetClientID(id).SetCleanSession(session == "").SetResumeSubs(false).SetProtocolVersion(4)
	return o.SetConnectTimeout(5 * time.Second).SetKeepAlive(10 * time.Second).SetPingTimeout(5 * time.Second).SetWriteTimeout(5 * time.Second), nil
}

// unanswered says why there is no connection, and what to do about it.
func (a *Address) unanswered(err error) error {
	what := err.Error()
	var netErr net.Error
	switch {
	case errors.Is(err, packets.ErrorRefusedNotAuthorised), errors.Is(err, packets.ErrorRefusedBadUsernameOrPassword):
		what = "a broker that refuses user and password; set TWEELING_MQTT_USER and TWEELING_MQTT_PASSWORD, or say ?credentials=FILE"
	case errors.Is(err, packets.ErrorRefusedIDRejected):
		what = "one that refuses the name of the session; say another with ?session=NAME"
	case errors.Is(err, packets.ErrorRefusedBadProtocolVersion):
		what = "one that does not speak MQTT 3.1.1"
	case errors.As(err, &netErr) && netErr.Timeout():
		what = "none within 5 seconds; is the host right, and may it be reached from here?"
	case strings.Contains(what, "connection refused"):
		what = "none at that port; is it running?"
	case strings.Contains(what, "no such host"):
		what = "no host of that name"
	case a.secure && (strings.Contains(what, "first record does not look like a TLS handshake") || hungUp(err)):
		what = "one that does not speak TLS at that port; say mqtt://, or the port at which it does (8883 at most brokers)"
	case !a.secure && hungUp(err):
		what = "one that hangs up; if that port wants TLS, say mqtts://"
	case strings.Contains(what, "x509") || strings.Contains(what, "tls:"):
		what = strings.TrimPrefix(what, "network Error : ") + "; say ?ca=FILE for a certificate that the system does not know"
	}
	return fmt.Errorf("%s: want a broker that answers, have %s", a, what)
}

// hungUp tells whether the other side ended the connection before it said anything.
func hungUp(err error) bool {
	what := err.Error()
	return errors.Is(err, io.EOF) || strings.HasSuffix(what, "EOF") || strings.Contains(what, "connection reset by peer")
}

// A Link is a connection over which signals are said. It is not made again by itself: who says them knows best what must be
// said again.
type Link struct {
	client paho.Client
	lost   chan struct{}
}

// Dial connects to a broker to say something to it.
func Dial(ctx context.Context, a *Address) (*Link, error) {
	o, err := a.client("")
	if err != nil {
		return nil, err
	}
	l := &Link{lost: make(chan struct{})}
	o.SetAutoReconnect(false).SetConnectionLostHandler(func(paho.Client, error) { close(l.lost) })
	l.client = paho.NewClient(o)
	token := l.client.Connect()
	select {
	case <-token.Done():
		if err := token.Error(); err != nil {
			return nil, a.unanswered(err)
		}
		return l, nil
	case <-ctx.Done():
		l.client.Disconnect(0)
		return nil, ctx.Err()
	}
}

// A Sent message is under way.
type Sent interface {
	Done() <-chan struct{} // closed when the broker has it, or the connection is lost
	Error() error          // nil: the broker has it
}

// Say sends a payload with QoS 1; kept: the broker is to keep it as the last of its topic.
func (l *Link) Say(topic string, payload []byte, kept bool) Sent {
	return l.client.Publish(topic, 1, kept, payload)
}

// Hear hears a topic beside what is said.
func (l *Link) Hear(topic string, take func(payload []byte)) error {
	token := l.client.Subscribe(topic, 1, func(_ paho.Client, m paho.Message) { take(m.Payload()) })
	if !token.WaitTimeout(5 * time.Second) {
		return fmt.Errorf("%s: want a broker that answers a subscription, have none within 5 seconds", topic)
	}
	return token.Error()
}

// Lost is closed when the connection is lost.
func (l *Link) Lost() <-chan struct{} { return l.lost }

// Close ends the connection.
func (l *Link) Close() { l.client.Disconnect(200) }

// Below is the topic that all that is said over this address is below.
func (a *Address) Below() (string, error) {
	below := strings.TrimSuffix(strings.TrimSuffix(a.Filter, "#"), "/")
	if a.wild || below == "" {
		return "", fmt.Errorf("%s: want a topic to say signals below, such as mqtt://localhost/plant, have %q; # and + are for who hears", a, a.Filter)
	}
	return below, nil
}
