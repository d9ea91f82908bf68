package scenario

import (
	"regexp"
	"strings"
)

var cycles = regexp.MustCompile(`([0-9.])\s*cycles?\b`)

// inCycles is a key of a failure mode or of a maintenance. What is on the clock that counts is written in cycles, and read
// as a second for each.
func (d *draft) inCycles(mode *node, key string) *node {
	n := d.filled(mode.get(key))
	clock, _ := mode.get("clock").text()
	if key != "uptime" && key != "every" && key != "false_alarms" && key != "age" || clock != "count" {
		return n
	}
	seconds := func(v any) (any, bool) {
		text, _ := v.(string)
		return cycles.ReplaceAllString(text, "${1}s"), cycles.MatchString(text)
	}
	value, fine := seconds(n.value)
	if list, ok := n.value.([]any); ok {
		all := make([]any, len(list))
		fine = len(list) > 0
		for i, v := range list {
			one, ok := seconds(v)
			all[i], fine = one, fine && ok
		}
		value = all
	}
	if text, ok := value.(string); !fine || ok && strings.Contains(text, "cycle") {
		d.tell(n, `want a number of cycles, such as "500 cycles" or "exp(500 cycles)", since clock is "count", have %s`, said(n))
		return n.withValue("1s")
	}
	return n.withValue(value)
}
