package mqtt

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
)

// An Address is where a broker is and what is to be heard of it.
type Address struct {
	Server  string // scheme, host and port
	Filter  string
	Session string
	QoS     byte
	Again   bool // sources are asked for what is missing by their numbers
	wild    bool // the filter was given with # or +
	secure  bool
	options url.Values
}

// Root is the topic that all others are below, as it is in addresses without a filter.
const Root = "tweeling"

// options are those that an address may have.
var options = []string{"session", "qos", "again", "ca", "cert", "key", "credentials"}

// ParseAddress reads an address. A filter may hold # and +, which addresses of the web do not.
func ParseAddress(text string) (*Address, error) {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%s: %s", hidden(text), fmt.Sprintf(format, args...))
	}
	scheme, rest, ok := strings.Cut(text, "://")
	a := &Address{QoS: 1, secure: scheme == "mqtts" || scheme == "ssl"}
	if !ok || !a.secure && scheme != "mqtt" && scheme != "tcp" {
		return nil, wrong("want an address such as mqtt://localhost:1883/plant/#, or mqtts://")
	}
	rest, query, _ := strings.Cut(rest, "?")
	host, filter, _ := strings.Cut(rest, "/")
	if strings.Contains(host, "@") {
		return nil, wrong("want no user in the address, where others can see it; set TWEELING_MQTT_USER and TWEELING_MQTT_PASSWORD, or say ?credentials=FILE")
	}
	if err := a.server(host); err != nil {
		return nil, wrong("%v", err)
	}
	a.Filter, a.wild = filter, strings.ContainsAny(filter, "+#")
	switch {
	case filter == "":
		a.Filter = Root + "/#"
	case !a.wild:
		a.Filter = strings.TrimSuffix(filter, "/") + "/#" // which is the topic itself too
	}
	if err := validFilter(a.Filter); err != nil {
		return nil, wrong("%v", err)
	}
	var err error
	if a.options, err = url.ParseQuery(query); err != nil {
		return nil, wrong("want options such as ?session=line3&qos=1, have %q", query)
	}
	for name := range a.options {
		if !slices.Contains(options, name) {
			return nil, wrong("want an option that exists, have %q; there are %s", name, strings.Join(options, ", "))
		}
	}
	a.Session = a.options.Get("session")
	switch qos := a.options.Get("qos"); qos {
	case "", "1":
	case "0":
		a.QoS = 0
	default:
		return nil, wrong("want qos=0 or qos=1, have %q", qos)
	}
	switch again := a.options.Get("again"); again {
	case "", "no":
	case "yes":
		a.Again = true
	default:
		return nil, wrong("want again=yes or again=no, have %q", again)
	}
	return a, nil
}

// hidden is an address without what may be a password.
func hidden(text string) string {
	if at := strings.LastIndex(text, "@"); at >= 0 {
		scheme, _, ok := strings.Cut(text[:at], "://")
		if ok {
			return scheme + "://...@" + text[at+1:]
		}
	}
	return text
}

// server sets where the broker is.
func (a *Address) server(host string) error {
	scheme, port := "tcp", "1883"
	if a.secure {
		scheme, port = "ssl", "8883"
	}
	name, given, err := net.SplitHostPort(host)
	if err != nil { // no port
		name = host
		if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
			name = host[1 : len(host)-1]
		}
	} else if given != "" {
		port = given
	}
	if name == "" || strings.ContainsAny(name, " /#+[]") || strings.Contains(name, ":") && net.ParseIP(name) == nil {
		return fmt.Errorf("want a host and perhaps its port, such as broker.local:1883 or [::1]:1883, have %q", host)
	}
	if n, err := net.LookupPort("tcp", port); err != nil || n < 1 {
		return fmt.Errorf("want a port from 1 to 65535, have %q", port)
	}
	a.Server = scheme + "://" + net.JoinHostPort(name, port)
	return nil
}

// validFilter says what is wrong with a topic filter, nil when nothing is.
func validFilter(filter string) error {
	levels := strings.Split(filter, "/")
	for i, level := range levels {
		switch {
		case strings.ContainsRune(level, 0) || len(filter) > 65535:
			return errors.New("want a topic filter of at most 65535 bytes and without a zero byte")
		case strings.Contains(level, "#") && (level != "#" || i < len(levels)-1):
			return fmt.Errorf("want # alone and at the end of a topic filter, have %q", filter)
		case strings.Contains(level, "+") && level != "+":
			return fmt.Errorf("want + alone between the slashes of a topic filter, have %q", filter)
		}
	}
	return nil
}

// root is the part of a filter before its first wildcard.
func root(filter string) string {
	if i := strings.IndexAny(filter, "+#"); i >= 0 {
		return strings.TrimSuffix(filter[:i], "/")
	}
	return filter
}

// credentials are user and password, from a file or the environment.
func (a *Address) credentials() (user, password string, err error) {
	file := a.options.Get("credentials")
	if file == "" {
		return os.Getenv("TWEELING_MQTT_USER"), os.Getenv("TWEELING_MQTT_PASSWORD"), nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", "", err
	}
	user, password, ok := strings.Cut(strings.TrimRight(string(text), "\r\n"), "\n")
	if user = strings.TrimRight(user, "\r"); !ok || user == "" {
		return "", "", fmt.Errorf("%s: want the user on the first line and the password on the second, have something else", file)
	}
	return user, password, nil
}

// encryption is how the connection is made secure; nil where it is not.
func (a *Address) encryption() (*tls.Config, error) {
	ca, cert, key := a.options.Get("ca"), a.options.Get("cert"), a.options.Get("key")
	if !a.secure {
		if ca+cert+key != "" {
			return nil, errors.New("want ca, cert and key with mqtts:// only, have mqtt://")
		}
		return nil, nil
	}
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if ca != "" {
		text, err := os.ReadFile(ca)
		if err != nil {
			return nil, err
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(text) {
			return nil, fmt.Errorf("%s: want certificates in PEM, have none", ca)
		}
	}
	if cert+key != "" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			return nil, fmt.Errorf("want a certificate and its key in PEM (cert and key), have: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}
