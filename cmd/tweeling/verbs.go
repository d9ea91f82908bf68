package main

import "github.com/spf13/cobra"

// verbs lists what tweeling can do, in the order of its help.
var verbs = []func(*cli) *cobra.Command{checkVerb, runVerb, compareVerb, investVerb, seriesVerb, diffVerb, verifyVerb, viewVerb, serveVerb, kindsVerb,
	measuresVerb, scenariosVerb, newVerb, watchVerb, replayVerb, historyVerb, forecastVerb, fitVerb, emulateVerb, probeVerb}
