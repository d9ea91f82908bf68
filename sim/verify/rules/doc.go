// Package rules shows the rules of line semantics at work: each has a test that is named after it, in which a small line
// that was worked out by hand runs under every value of the key that chooses.
//
// A scene is a scenario as a user writes it, with $value where the value of the key stands. Its trace is what happened
// when, "10s part 1 leaves; 14s m down", and stands in the test with the calculation beside it. A value that does the same
// as another, a key of a rule whose values are not all shown, and a rule without a test are mistakes that the tests of this
// package tell themselves.
package rules
