// Package eventlog reads and writes tables: CSV as machines, spreadsheets and planning systems write it, and XLSX; and event
// logs in XES.
//
//	t, err := eventlog.Read("orders.csv", text, eventlog.Format{}) // or an .xlsx; err is Mistakes
//	times, err := t.Times("part", "press_s", "")                   // a column of times, in seconds, with the key of each row
//	orders, err := t.Orders()                                      // a list of orders
//	err = eventlog.WriteCSV(w, sheet, eventlog.Format{Decimal: ','})
//
// It is for people whose files were written by other programs, so it finds out by itself what can be found out, takes
// no guess where two readings are possible, and tells all mistakes at once, each with the file's own row and column:
//
//	orders.csv:7: due: want a date such as 2026-03-01, have "31-02-2026"
//
// # What a table is
//
// The first row that is not empty names the columns. Names are compared without regard to case, blanks, hyphens and
// underscores. Empty rows are passed over, columns that nobody asks for are left alone, and a row may be shorter than the
// first but not longer. A byte order mark, Windows line ends and the line "sep=;" of Excel are understood; a text must be
// UTF-8, or UTF-16, with its mark or without.
//
// # What is found out
//
// The delimiter of a CSV is the one of comma, semicolon, tab and bar that gives the first row the most columns.
//
// The decimal sign is found for each column of numbers: "12,5" and "1.234,50" can only be read one way. Where every number
// of a column may be either ("1.234", "2,500") the delimiter decides if it is a comma, which leaves the point; else that
// is a mistake, and [Format] has to say it. A column with both is a mistake too. Blanks and apostrophes between groups of
// three are allowed. In XLSX a number is a number, and only numbers kept as text are looked at so.
//
// The unit of a time stands in the column's name ("press_s", "Press (min)") or is given; a cell may also have its own
// ("12s", "1h30m"), or be h:mm:ss, which is also what a spreadsheet's cell in a time format is. A bare number without a
// unit is a mistake.
//
// Dates are ISO (2026-03-01, 20260301) or day-first (1-3-2026, 01/03/2026, 1.3.2026), alone or with a time (06:30,
// 06:30:15); never month-first. They are local times; one with a zone is a mistake. In XLSX they are numbers of days.
//
// # Event logs in XES
//
// [OpenXES] reads XES 1.0 (IEEE 1849), as ProM, PM4Py and Disco exchange it, zipped by gzip or not, one [Trace] at a time, so
// that the log may be longer than memory. The attributes that XES gives a meaning (concept:name, concept:instance,
// org:resource, lifecycle:transition, time:timestamp) are fields; all others stay as they are; what is said of an attribute
// and of the log as a whole is left alone. A time keeps the zone it was written in. A value that cannot be read is told at
// the end and ends nothing; XML that is not well formed ends the reading. [XESWriter] writes the same.
//
// # Limits
//
// What is larger than a table for a simulation can be is refused before it can hurt: 16 MB of file, 48 MB unzipped,
// 200,000 rows, 200 columns, 2,000,000 cells, 1000 bytes in a cell. An event log in XES may have 8 GB unzipped, 1,000,000
// events in a trace, tags of 1 MB and 32 deep.
package eventlog
