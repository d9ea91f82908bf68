package scenario

import (
	"bytes"
	"fmt"
	"time"
	"unicode/utf8"
)

// Limits on what a scenario may be. They are far above what a person writes and far below what hurts.
const (
	maxFile         = 4 << 20 // bytes
	maxDepth        = 64      // brackets inside brackets, and names in one key
	maxExtends      = 8
	maxTables       = 64       // files
	maxTable        = 16 << 20 // bytes of one
	maxList         = 10_000
	maxName         = 64 // bytes
	maxElements     = 5000
	maxProducts     = 200
	maxShifts       = 200
	maxBook         = 10_000
	maxMeasures     = 64
	maxPlans        = 64
	maxSignals      = 100_000
	maxFailures     = 32   // of one element
	maxReplacements = 1000 // of a measure within the horizon
	maxReplications = 10_000
	maxHorizon      = 20 * 365 * 24 * time.Hour
	maxTogether     = 5_000_000 // parts that orders release at one moment
	maxMetres       = 1e6
	maxPower        = 1e6       // kW
	shortest        = 0.5e-9    // seconds: time is kept in whole nanoseconds, and what is less rounds to none
	maxCompared     = 20        // lines of a shift that are compared with each other
	largeFile       = 256 << 10 // bytes; looking up a place takes the longer the larger the file is
	maxToldLarge    = 20
	maxTold         = 200 // mistakes told one by one
)

// acceptable refuses a text that the decoder must not see: it is too large, not UTF-8, or so deep that decoding it would
// overflow the stack.
func acceptable(text []byte) error {
	if len(text) > maxFile {
		return fmt.Errorf("want a file of at most %d MB, have %d bytes", maxFile>>20, len(text))
	}
	if !utf8.Valid(text) {
		valid := 0
		for rest := text; ; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size <= 1 {
				break
			}
			valid, rest = valid+size, rest[size:]
		}
		return fmt.Errorf("want a text in UTF-8, have the byte 0x%02x in line %d", text[valid], 1+bytes.Count(text[:valid], []byte("\n")))
	}
	return shallow(text)
}

// shallow refuses brackets and keys nested deeper than maxDepth. It knows of comments and strings only what it takes to
// pass over them; where a string does not end, the decoder gives up at the same place.
func shallow(text []byte) error {
	depth, dots, line := 0, 0, 1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			line++
			dots = 0
		case ',', '=':
			dots = 0
		case '.':
			dots++
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth = max(0, depth-1)
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			end := stringEnd(text, i)
			line += bytes.Count(text[i:end], []byte("\n"))
			i = end - 1
		}
		if depth > maxDepth {
			return fmt.Errorf("want brackets nested at most %d deep, have more in line %d", maxDepth, line)
		}
		if dots >= maxDepth {
			return fmt.Errorf("want at most %d names in one key, have more in line %d", maxDepth, line)
		}
	}
	return nil
}

// stringEnd is where the string that begins at i ends: after its closing quotes, or at the end of the line or the text.
func stringEnd(text []byte, i int) int {
	quote := text[i]
	triple := []byte{quote, quote, quote}
	if !bytes.HasPrefix(text[i:], triple) {
		for i++; i < len(text) && text[i] != quote && text[i] != '\n'; i++ {
			if quote == '"' && text[i] == '\\' {
				i++
			}
		}
		if i < len(text) && text[i] == quote {
			i++
		}
		return min(i, len(text))
	}
	for i += 3; i < len(text) && !bytes.HasPrefix(text[i:], triple); i++ {
		if quote == '"' && text[i] == '\\' {
			i++
		}
	}
	return min(i+3, len(text))
}
