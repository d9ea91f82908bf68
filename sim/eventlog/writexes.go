//go:build !js

package eventlog

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

const xesHead = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
	<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
	<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
	<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
	<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
	<classifier name="Activity" keys="concept:name"/>
	<classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
`

// xesTypes are the types an attribute may be written with; others are written as texts.
var xesTypes = map[string]bool{"string": true, "date": true, "int": true, "float": true, "boolean": true, "id": true}

// A XESWriter writes an event log in XES 1.0, trace by trace. What XML cannot hold (control characters) becomes U+FFFD. The
// first failure is told by Close.
type XESWriter struct {
	w   *bufio.Writer
	err error
}

// NewXESWriter begins an event log.
func NewXESWriter(w io.Writer) *XESWriter {
	x := &XESWriter{w: bufio.NewWriterSize(w, 1<<16)}
	_, x.err = x.w.WriteString(xesHead)
	return x
}

// Write writes a trace.
func (x *XESWriter) Write(t *Trace) {
	x.put("\t<trace>\n")
	x.attribute("\t\t", Attribute{"concept:name", "string", t.Name})
	for _, a := range t.Attributes {
		x.attribute("\t\t", a)
	}
	for i := range t.Events {
		x.event(&t.Events[i])
	}
	x.put("\t</trace>\n")
}

func (x *XESWriter) event(e *LogEvent) {
	x.put("\t\t<event>\n")
	for _, a := range []Attribute{
		{"concept:name", "string", e.Activity}, {"concept:instance", "string", e.Instance}, {"org:resource", "string", e.Resource},
		{"lifecycle:transition", "string", e.Transition},
	} {
		if a.Value != "" {
			x.attribute("\t\t\t", a)
		}
	}
	if !e.At.IsZero() {
		x.attribute("\t\t\t", Attribute{"time:timestamp", "date", e.At.Format(time.RFC3339Nano)})
	}
	for _, a := range e.Attributes {
		x.attribute("\t\t\t", a)
	}
	x.put("\t\t</event>\n")
}

func (x *XESWriter) attribute(indent string, a Attribute) {
	kind := a.Type
	if !xesTypes[kind] {
		kind = "string"
	}
	x.put(fmt.Sprintf("%s<%s key=\"%s\" value=\"%s\"/>\n", indent, kind, escaped(a.Key), escaped(a.Value)))
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // which cannot fail here
	return b.String()
}

func (x *XESWriter) put(text string) {
	if x.err == nil {
		_, x.err = x.w.WriteString(text)
	}
}

// Close ends the log and gives the first error there was. What it is written to stays open.
func (x *XESWriter) Close() error {
	x.put("</log>\n")
	if x.err != nil {
		return x.err
	}
	return x.w.Flush()
}
