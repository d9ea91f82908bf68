package fit

import (
	"regexp"
	"strings"
)

// kindWords tell what a type of report means, in English, Dutch and German, as whole words or as the beginning of one.
var kindWords = []struct {
	class Class
	words *regexp.Regexp
}{
	{Setup, anyOf(`s setup set\ up set-up setting changeover change\ over change-over omstel\pL* ombouw\pL* instel\pL* omschakel\pL* r[üu]st\pL*
		ruest\pL* umr[üu]st\pL* umbau\pL* einricht\pL*`)},
	{Planned, anyOf(`planned planned\ stop planned_stop maintenance pm break pause onderhoud\pL* gepland\pL* pauze wartung\pL*
		instandhaltung\pL* geplant\pL*`)},
	{Down, anyOf(`b breakdown broken down downtime failure fail failed fault faulted error alarm aborted stop stopped stoppage unplanned
		unplanned\ stop repair waiting_repair storing\pL* defect stilstand kapot reparatie st[öo]rung\pL* stoerung\pL* ausfall\pL*
		stillstand\pL* defekt fehler\pL* reparatur\pL*`)},
	{Idle, anyOf(`idle wait waiting waiting_\pL+ blocked starved standby off held suspended ready wacht\pL* leegloop geblokkeerd uit leerlauf
		warten\pL* blockiert aus bereit`)},
	{Work, anyOf(`d p done production producing prod process processing run running work working execute active operation operating
		machining produ[ck]t\pL* produceren bewerk\pL* draait draaien werk\pL* fertigung\pL* bearbeit\pL* laufend l[äa]uft
		arbeit\pL* gut`)},
}

// anyOf is a pattern of any of some words, at the beginning of a text in small letters.
func anyOf(list string) *regexp.Regexp {
	list = strings.ReplaceAll(list, `\ `, "\x00")
	return regexp.MustCompile("^(" + strings.ReplaceAll(strings.Join(strings.Fields(list), "|"), "\x00", " ") + `)\b`)
}

// classOf is what a type of report means, by its words.
func classOf(text string) (Class, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, k := range kindWords {
		if k.words.MatchString(text) {
			return k.class, true
		}
	}
	return Work, false
}

// classes says what every type of report in a log means. D is work, as "done", but down where there is a P for production.
func classes(kinds []string, said map[string]Class) (list []Class, unknown []string) {
	production := false
	for _, k := range kinds {
		production = production || strings.EqualFold(k, "p")
	}
	for _, k := range kinds {
		c, ok := said[k]
		if !ok {
			c, ok = classOf(k)
			if production && strings.EqualFold(k, "d") {
				c = Down
			}
		}
		if !ok {
			unknown = append(unknown, k)
		}
		list = append(list, c)
	}
	return list, unknown
}

// changing finds the word for a setup in the name of an activity, and what is left of the name.
var changing = regexp.MustCompile(`(?i)^\s*(setup|set-up|changeover|omstellen|ombouwen|instellen|umr[üu]sten|r[üu]sten|einrichten)\b[\s:\-_]*(.*)$`)

// ClassOf is what the words for a class mean on the command line.
func ClassOf(name string) (Class, bool) {
	for c := range Class(Classes) {
		if c.String() == name {
			return c, true
		}
	}
	return 0, false
}
