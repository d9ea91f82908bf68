package plant

import "slices"

// cardKeys is what may be said of a place at which loops of cards end.
var cardKeys = []Key{
	{Name: "cards", Type: CountByPlace, Options: slices.Concat(worked, []string{"buffer"}), Min: 1, Max: 100_000, Unit: "cards", Rule: "43",
		Unsaid: "none", Doc: "Loops of cards that end here, { cut = 3 }: a part may come into cut, or wait before it where that has a queue, only with one of 3 cards, which it brings back when it leaves here. What is scrap on the way gives its card back at once. From the first station to a sink they bound the parts inside (CONWIP, a cap on WIP); from a station to the store behind it they are kanban; from one station to the next of a route they are POLCA cards, which only parts that go on there need."},
	{Name: "container", Type: Count, Min: 1, Max: 10_000, Default: "1", Unit: "parts", Rule: "43", Doc: "How many parts one card is for."},
	{Name: "cards_back", Type: Text, Options: []string{"withdrawn", "emptied"}, Default: "withdrawn", Rule: "43",
		Doc: "When a card comes back: when the first part of its container leaves here, or when the last has, and with one part to a card when the station that took it is done with it."},
}

// sinkKeys is what may be said of a place where parts leave.
var sinkKeys = []Key{
	{Name: "every", Type: Chance, Rule: "43", Unsaid: "all that comes leaves", Doc: "Time from one customer to the next, each of whom takes one part; parts then leave only for customers, and wait before it otherwise."},
	{Name: "unmet", Type: Text, Options: []string{"backordered", "lost"}, Default: "backordered", Rule: "43", Doc: "What becomes of a customer who finds no part: he waits for the next that comes, in the order in which they came, or is lost and counted."},
}
