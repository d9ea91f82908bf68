// Package sketch makes a first scenario from the little that somebody can say of a line off the cuff, or has in a table.
//
//	var s sketch.Sketch
//	for _, q := range sketch.Questions {
//		err := q.Set(&s, answer)   // or, where nobody knows: q.Guess(&s)
//	}
//	text := s.Text(words)          // a commented scenario that checks and runs
//
// A [Question] reads its answer from a line of text; what it proposes where nobody knows is such a text as well, so that
// a guess goes the same way as an answer, and is remembered as a guess. [Sketch.ReadTable] answers four of the eight from a
// table: a row for each station.
//
// The scenario says of every guess that it is one, in its table of evidence, and what a reader should put in its place, in
// comments. It holds one measure and one plan as an example, guesses as well, with something that gets worse: a measure
// that costs nothing else than money is too good to be true.
package sketch
