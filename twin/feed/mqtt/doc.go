// Package mqtt hears what a plant says over MQTT 3.1.1, and says what a plant would.
//
//	f, err := mqtt.Open("mqtt://broker.local/plant/line3/#", mqtt.Settings{Session: "line3"})
//	err = f.Run(ctx, store.Append) // goes on until the context ends, over losses of the connection
//
// # The address
//
//	mqtt://HOST[:PORT]/FILTER?OPTIONS     without encryption, port 1883
//	mqtts://HOST[:PORT]/FILTER?OPTIONS    with TLS, port 8883
//
// FILTER is a topic filter with its + and #, "tweeling/#" where there is none. One without them is all that is below it. OPTIONS, joined by &:
//
//	session=NAME       the broker keeps under this name what was said while the twin was away
//	qos=0 or 1         1 where it is not said
//	again=yes          ask sources for what is missing by their numbers
//	ca=FILE            the certificates that are trusted, where they are not the system's (PEM)
//	cert=FILE key=FILE the twin's own certificate
//	credentials=FILE   a file with the user on its first line and the password on its second
//
// User and password may also be in the environment, as TWEELING_MQTT_USER and TWEELING_MQTT_PASSWORD. They are never in the
// address, which others can see in the list of processes.
//
// # Topics and payloads
//
// The part of the filter before its first wildcard is the root. What follows the root in a topic is SOURCE/TAG: the first level
// is the source, all that follows the tag; where one level follows it is the tag, and the root is the source. With the filter
// "plant/#" the topic "plant/plc1/press.good" is the tag "press.good" of the source "plc1".
//
// A payload is one signal as JSON, or a list of them:
//
//	{"source": "plc1", "seq": 4711, "at": "2026-01-05T06:00:00.25Z", "tag": "press.good", "value": 12}
//
// The value is a number, a text, true, false, or null where the signal says only that something happened. "at" is a time in RFC
// 3339 or the number of milliseconds since 1970, and may be called ts, time, timestamp or timestamp_ms; "value" may be called v
// or val. What is missing is found out: source and tag from the topic; the time is that of arrival; without a number the topic
// is the source and the time is the number, so that what is sent twice with its time is known to be one. Other keys are left alone.
//
// Or it is a bare value: a number, true, false, or a text. Then time and number are those of arrival. What a broker delivers
// twice of these cannot be told apart, so counters should be totals. A value that the broker kept (retained) and that is the one
// heard last is passed over, and so is an empty payload, which is how MQTT takes back a kept value.
//
// # What is missing
//
// A source that numbers what it says leaves a gap where something was lost on the way. With again=yes it is asked for that, two seconds
// later and, as long as it does not come, four times more, each after twice as long: ROOT/SOURCE/$again gets {"from": 7, "to": 12}. Who
// can says these signals once more, by their numbers; an emulated plant does. Without it nothing is ever said to a broker.
//
// Whatever else comes is counted and told by Unread, with its topic, and ends nothing.
//
// # Nothing is lost
//
// Messages are acknowledged (QoS 1) after take has stored them, in batches: while one is being stored the next gathers. With a
// session the broker sends what was not acknowledged again, also to a twin that was killed. It subscribes each time it is
// connected, since a broker may have lost its sessions, and looks at what the broker answers to that: a filter that is
// refused ends Run.
package mqtt
