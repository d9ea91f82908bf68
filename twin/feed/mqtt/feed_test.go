package mqtt_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tweeling/twin"
	"tweeling/twin/feed/broker"
	"tweeling/twin/feed/feedtest"
	"tweeling/twin/feed/mqtt"
)

// source is a broker, with a link over which things are said.
func source(t *testing.T, address, session string) feedtest.Source {
	a, err := mqtt.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(end)
	link, err := mqtt.Dial(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(link.Close)
	say := func(t *testing.T, topic string, payload []byte) {
		sent := link.Say(topic, payload, false)
		<-sent.Done()
		if err := sent.Error(); err != nil {
			t.Error(err)
		}
	}
	return feedtest.Source{
		Say: func(t *testing.T, signals []twin.Signal) {
			for i := range signals {
				payload, err := mqtt.Payload(&signals[i], false, false)
				if err != nil {
					t.Fatal(err)
				}
				say(t, mqtt.Topic(mqtt.Root, &signals[i]), payload)
			}
		},
		Spoil: func(t *testing.T) { say(t, mqtt.Root+"/plc1/press.count", []byte(`{"seq": -1, "value": [1]}`)) },
		Open: func(t *testing.T) (twin.Feed, <-chan struct{}) {
			hears := make(chan struct{}, 100)
			f, err := mqtt.Open(address, mqtt.Settings{Session: session, Tell: func(s string) {
				if strings.Contains(s, "hearing") {
					hears <- struct{}{}
				}
			}})
			if err != nil {
				t.Fatal(err)
			}
			return f, hears
		},
	}
}

// The broker within the program, with a session that it keeps and without.
func TestFeed(t *testing.T) {
	for name, session := range map[string]string{"with a session": "line3", "without": ""} {
		t.Run(name, func(t *testing.T) {
			feedtest.Run(t, func(t *testing.T) feedtest.Source {
				b, err := broker.Start(broker.Settings{Again: 500 * time.Millisecond})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(b.Close)
				return source(t, b.Address(), session)
			})
		})
	}
}

// A broker of others.
func TestMosquitto(t *testing.T) {
	feedtest.Run(t, func(t *testing.T) feedtest.Source {
		return source(t, feedtest.NewMosquitto(t).Address, "line3")
	})
}

// run runs a feed until it ends by itself, or for a moment.
func run(t *testing.T, address string) error {
	t.Helper()
	f, err := mqtt.Open(address, mqtt.Settings{})
	if err != nil {
		return err
	}
	ctx, end := context.WithTimeout(context.Background(), 10*time.Second)
	defer end()
	return f.Run(ctx, func([]twin.Signal) error { return nil })
}

// A broker that refuses is told with what to do.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	acl := write("acl", "topic read allowed/#\n")
	open := feedtest.NewMosquitto(t, "acl_file "+acl)
	closed := feedtest.NewMosquitto(t, "allow_anonymous false")
	for address, want := range map[string]string{
		"mqtt://127.0.0.1:1":     "127.0.0.1:1: want a broker that answers, have none at that port; is it running?",
		"mqtt://nowhere.invalid": "want a broker that answers",
		closed.Address:           "refuses user and password; set TWEELING_MQTT_USER",
		strings.Replace(open.Address, "mqtt://", "mqtts://", 1): "one that does not speak TLS at that port; say mqtt://",
		open.Address + "?credentials=" + write("c", "anna"):     "want the user on the first line and the password on the second",
	} {
		if err := run(t, address); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: want %q, have %v", address, want, err)
		}
	}
}

// User and password come from the environment or a file; with TLS the certificate is looked at.
func TestSecure(t *testing.T) {
	dir := t.TempDir()
	passwords := filepath.Join(dir, "passwords")
	if out, err := exec.Command("mosquitto_passwd", "-c", "-b", passwords, "anna", "s3cret").CombinedOutput(); err != nil {
		t.Skipf("mosquitto_passwd is not installed here (apt-get install mosquitto): %v %s", err, out)
	}
	ca, cert, key := certificates(t, dir)
	m := feedtest.NewMosquitto(t, "allow_anonymous false", "password_file "+passwords, "cafile "+ca, "certfile "+cert, "keyfile "+key)
	address := strings.Replace(m.Address, "mqtt://127.0.0.1", "mqtts://localhost", 1)
	if err := run(t, m.Address); err == nil || !strings.Contains(err.Error(), "if that port wants TLS, say mqtts://") {
		t.Errorf("want it told that TLS is wanted, have %v", err)
	}
	if err := run(t, address+"?ca="+ca); err == nil || !strings.Contains(err.Error(), "refuses user and password") {
		t.Errorf("want a user wanted, have %v", err)
	}
	file := filepath.Join(dir, "who")
	if err := os.WriteFile(file, []byte("anna\r\ns3cret\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(t, address); err == nil || !strings.Contains(err.Error(), "say ?ca=FILE") {
		t.Errorf("want a certificate that is not known refused, have %v", err)
	}
	t.Setenv("TWEELING_MQTT_USER", "anna")
	t.Setenv("TWEELING_MQTT_PASSWORD", "s3cret")
	if err := run(t, strings.Replace(address, "localhost", "127.0.0.1", 1)+"?ca="+ca); err == nil || strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("want a host that the certificate is not for refused, and no password told, have %v", err)
	}
	t.Setenv("TWEELING_MQTT_USER", "")
	t.Setenv("TWEELING_MQTT_PASSWORD", "")
	feedtest.Run(t, func(t *testing.T) feedtest.Source { return source(t, address+"?credentials="+file+"&ca="+ca, "") })
	t.Setenv("TWEELING_MQTT_USER", "anna")
	t.Setenv("TWEELING_MQTT_PASSWORD", "s3cret")
	source(t, address+"?ca="+ca, "")
}

// certificates makes an authority and a certificate of this machine by it.
func certificates(t *testing.T, dir string) (ca, cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	one := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, one, one, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	bits, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "EC PRIVATE KEY", Bytes: bits}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, cert, key
}
