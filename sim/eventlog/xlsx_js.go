//go:build js

package eventlog

import (
	"errors"
	"io"
)

// The viewer in a browser does without spreadsheets: what reads them is as large as all the rest of it.

func readXLSX(name string, _ []byte, _ Format) (*Table, error) {
	return nil, told(name, "want a CSV file in a browser, have a spreadsheet; look at it with the program itself")
}

// WriteXLSX does not write spreadsheets in a browser.
func WriteXLSX(io.Writer, ...Sheet) error {
	return errors.New("eventlog: spreadsheets are not written in a browser")
}
