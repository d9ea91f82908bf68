package fit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tweeling/sim/eventlog"
)

// A Role is what a column of a log says.
type Role uint8

// The roles.
const (
	Case Role = iota
	Activity
	Machine
	Resource
	Start
	Complete
	Length // how long it took
	Product
	Quantity
	Good
	Bad
	Kind // of report: setup, production, stop
	Lifecycle
	Cause // of a stop
	roles
)

// A roleOf is one role: how it is called on the command line, and the names that columns of it have, in English, Dutch and
// German, as [flat] writes them. An earlier name is a better one.
type roleOf struct {
	name  string
	names []string
	parts []string // of names that are long: what ends so is a column of the role, when no other is
}

var roleTable = [roles]roleOf{
	Case: {"case", strings.Fields(`caseid case caseconceptname traceid workorder workorderid workordernumber wo order orderid ordernumber orderno
		productionorder job jobid jobnumber lot lotid batch batchid serial serialnumber serialno part partid piece pieceid item
		itemid unit unitid zaak ordernummer werkorder productieorder opdracht charge chargenr serienummer auftrag auftragsnummer
		auftragsnr fertigungsauftrag fallid vorgang los losnummer seriennummer teilenummer fauf bonnummer bonnr bon ordernr werkordernr werkordernummer productieordernummer productieordernr opdrachtnummer opdrachtnr serienr partijnummer partij auftragnr fertigungsauftragsnummer faufnr betriebsauftrag lotnr lotnummer mo mono mfgorder`), []string{"caseid", "orderid", "ordernumber"}},
	Activity: {"activity", strings.Fields(`activity conceptname activityname task taskname operation operationname step process processstep event eventname activiteit
		bewerking handeling stap processtap aktivitat arbeitsgang arbeitsschritt arbeitsvorgang prozessschritt schritt tatigkeit
		bearbeitung bewerkingscode bewerkingsnaam vorgangsbezeichnung arbeitsgangtext avo`), []string{"activity", "operation"}},
	Machine: {"machine", strings.Fields(`machine machineid machinename station stationid stationname workcenter workcentre workstation workunit equipment equipmentid
		asset device lineunit cell machinenummer werkplek werkstation werkpost installatie apparaat maschine maschinennummer
		maschinenid anlage arbeitsplatz arbeitsstation machinenaam machinenr resourceid resourcename cel lijn bewerkingsplaats kapazitatsstelle maschinennr anlagennummer workcenterid workcentercode`), []string{"machine", "workcenter", "maschine"}},
	Resource: {"resource", strings.Fields(`resource orgresource operator operatorid worker workerid employee user person medewerker bediener personeel mitarbeiter
		werker personalnummer ressource bearbeiter operatornaam medewerkernummer naam personeelsnummer mitarbeiternummer bedienernummer operatorname`), []string{"resource", "worker"}},
	Start: {"start", strings.Fields(`starttimestamp start starttime startdate startdatetime timestampstart begin begintime from startedat started actualstart
		tijdbegin begintijd starttijd startmoment aanvang beginn startzeit beginnzeit startzeitpunkt anfang von van datumtijdstart startdatumtijd begindatumtijd begindatum startdatum starttimeutc actualstarttime gestart begonnen startdatumzeit iststart iststartzeit`), []string{"starttimestamp", "starttime", "starttijd", "startzeit"}},
	Complete: {"complete", strings.Fields(`completetimestamp complete timetimestamp timestamp endtimestamp end endtime enddate enddatetime finish finishtime finished
		completed completedat completiontime stoptime timestampend to until time datetime date eventtime actualend eind einde
		eindtijd eindmoment gereed klaar tijd tijdstip datum tot ende endzeit endezeit endzeitpunkt zeitstempel zeitpunkt zeit bis
		fertig fertiggestellt datumtijdgereed datumtijdeinde einddatumtijd einddatum gereedmelding gereeddatum gereedtijd voltooid endetimestamp actualendtime istende istendzeit enddatum ruckmeldung ruckmeldezeit`), []string{"completetimestamp", "endtime", "timestamp", "eindtijd", "endzeit"}},
	Length: {"duration", strings.Fields(`duration activityduration cycletime processingtime worktime elapsed runtime duur looptijd cyclustijd bewerkingstijd dauer
		laufzeit zykluszeit taktzeit bearbeitungszeit duurmin bewerkingsduur tijdsduur doorlooptijd istzeit zeitdauer actualtime runtimemin`), []string{"duration", "cycletime", "dauer"}},
	Product: {"product", strings.Fields(`product productid productname producttype partdesc partdescription partnumber partno parttype partname itemtype material
		materialnumber article articlenumber sku variantname model type artikel artikelnummer producttypen produkt
		produktnummer materialnummer teil teiletyp teilebezeichnung sachnummer typ artikelcode artikelnr artikelomschrijving productcode productnr materialnr teilenr itemcode itemno itemnumber onderdeel`), []string{"product", "partdesc", "artikel", "produkt"}},
	Quantity: {"quantity", strings.Fields(`quantity qty qtycompleted quantitycompleted completedquantity count pieces amount produced producedquantity output total
		aantal hoeveelheid stuks aantalgemaakt geproduceerd menge anzahl stuck stuckzahl gesamtmenge istmenge aantalstuks productieaantal gemaaktaantal gutundausschuss istmengegesamt`), []string{"qtycompleted", "quantity"}},
	Good: {"good", strings.Fields(`good goodcount qtygood goodquantity goodparts okcount ok accepted yield goed aantalgoed goedgekeurd gut gutmenge gutteile
		gutstuck io aantalok aantalgoedgekeurd goedaantal goodqty gutmengeist`), []string{"goodcount"}},
	Bad: {"scrap", strings.Fields(`scrap qtyrejected rejected scrapcount qtyscrap scrapquantity reject rejects bad badcount nok defects defective failed afkeur
		uitval afgekeurd fout aantalafkeur ausschuss ausschussmenge schlecht schlechtteile nio aantalfout aantalafgekeurd afgekeurdaantal uitvalaantal badqty scrapqty rejectqty nokcount`), []string{"rejected", "scrap"}},
	Kind: {"type", strings.Fields(`reporttype type eventtype recordtype activitytype state status machinestate category soort toestand melding meldingsoort art
		zustand buchungsart meldeart satzart zeitart statuscode meldcode soortmelding soortregistratie registratiesoort bewerkingstype`), []string{"reporttype"}},
	Lifecycle: {"lifecycle", strings.Fields(`lifecycletransition lifecycle transition lifecyclestate eventlifecycle`), nil},
	Cause: {"reason", strings.Fields(`reason cause failuremode failure stopreason downtimereason errorcode faultcode alarm oorzaak reden storing storingscode grund
		storgrund fehler fehlercode ursache stilstandreden stoorreden reasoncode storgrundtext stillstandsgrund`), nil},
}

// FindRole returns a role by the name that the command line has for it.
func FindRole(name string) (Role, bool) {
	for r := range roleTable {
		if roleTable[r].name == name {
			return Role(r), true
		}
	}
	return 0, false
}

// RoleNames lists the names of all roles.
func RoleNames() []string {
	names := make([]string, roles)
	for r := range names {
		names[r] = roleTable[r].name
	}
	return names
}

// String is the role's name on the command line.
func (r Role) String() string { return roleTable[r].name }

// A ColumnFound is a column of a log that is read, and how it was found: "said", "name" or "content".
type ColumnFound struct {
	Role  Role
	Index int
	Name  string
	How   string
	Alike int // columns that are called so; where it was found by name this is the first of them
}

// flat is a column's name as it is compared: small letters and digits alone, without accents.
func flat(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		if i := strings.IndexRune("äöüÄÖÜëïéèÉ", r); i >= 0 {
			return []rune("aouaoueieee")[len([]rune("äöüÄÖÜëïéèÉ"[:i]))]
		}
		return -1
	}, strings.ReplaceAll(name, "ß", "ss"))
}

// unitBehind is a unit at the end of a column's name: "duration (min)", "cycle_s".
var unitBehind = regexp.MustCompile(`(?i)[\s_\[(]+(ms|msec|s|sec|seconds|seconden|sek|sekunden|m|min|mins|minutes|minuten|h|hr|hrs|hours|uur|uren|std|stunden|d|days|dagen|tage)[\])]?\s*$`)

// A finder looks for the columns of a log.
type finder struct {
	names  []string
	sample [][]string
	found  [roles]int // -1: none
	days   [2]int     // of starts and of ends: where their day stands, when it stands alone; -1: with the time
	how    [roles]string
}

// findColumns gives every role its column: as said, by name, then by what stands in it.
func findColumns(names []string, sample [][]string, said map[Role]string) (*finder, error) {
	f := &finder{names: names, sample: sample}
	for r := range f.found {
		f.found[r] = -1
	}
	var wrong []string
	for r := range roles {
		name, ok := said[r]
		if !ok {
			continue
		}
		i := slices.Index(names, name)
		if i < 0 {
			i = slices.IndexFunc(names, func(n string) bool { return flat(n) == flat(name) })
		}
		if i < 0 {
			wrong = append(wrong, fmt.Sprintf("want a column %q for %s, have none; there are %s", name, r, strings.Join(shortened(names), ", ")))
			continue
		}
		f.found[r], f.how[r] = i, "said"
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	f.byName()
	f.byContent()
	f.findDays()
	return f, nil
}

func shortened(names []string) []string {
	if len(names) > 30 {
		return append(slices.Clone(names[:30]), "...")
	}
	return names
}

func (f *finder) taken(column int) bool { return slices.Contains(f.found[:], column) }

// byName goes over the names of all roles at once, the best first, so that "type" is the type of report only when nothing
// better is.
func (f *finder) byName() {
	longest := 0
	for r := range roleTable {
		longest = max(longest, len(roleTable[r].names))
	}
	bare := make([]string, len(f.names))
	for i, n := range f.names {
		bare[i] = flat(unitBehind.ReplaceAllString(clockBehind.ReplaceAllString(n, ""), ""))
	}
	for rank := range longest {
		for r := range roles {
			if f.found[r] >= 0 || rank >= len(roleTable[r].names) {
				continue
			}
			want := roleTable[r].names[rank]
			for i := range f.names {
				if (flat(f.names[i]) == want || bare[i] == want) && !f.taken(i) && f.suits(r, i) {
					f.found[r], f.how[r] = i, "name"
					break
				}
			}
		}
	}
	for r := range roles {
		for _, part := range roleTable[r].parts {
			for i := range f.names {
				if f.found[r] < 0 && strings.HasSuffix(bare[i], part) && !f.taken(i) && f.suits(r, i) {
					f.found[r], f.how[r] = i, "name"
				}
			}
		}
	}
}

// suits tells whether what stands in a column can be of a role.
func (f *finder) suits(r Role, column int) bool {
	filled, moments, numbers, kinds := 0, 0, 0, 0
	distinct := map[string]bool{}
	for _, row := range f.sample {
		text := cellOf(row, column)
		if text == "" {
			continue
		}
		filled++
		if looksLikeMoment(text) {
			moments++
		}
		if _, ok := numberIn(text); ok {
			numbers++
		}
		if _, ok := classOf(text); ok {
			kinds++
		}
		if len(distinct) < 1000 {
			distinct[text] = true
		}
	}
	if filled == 0 {
		return false
	}
	most := func(n int) bool { return n*10 >= filled*8 }
	switch r {
	case Start, Complete:
		return most(moments) || f.share(column, isClock) > 0.8 || slices.Contains(certain, flat(f.names[column])) && !most(numbers)
	case Length, Quantity, Good, Bad:
		return most(numbers) && !most(moments) || r == Length && looksLikeLength(f.sample, column, f.names[column])
	case Kind:
		return most(kinds)
	case Product:
		return !most(moments) && len(distinct) <= max(20, filled/2)
	case Lifecycle:
		return len(distinct) <= 20
	default:
		return !most(moments)
	}
}

// certain are names that can only be of times, so that what stands there and is none is a mistake.
var certain = []string{
	"start", "starttime", "starttimestamp", "begin", "begintijd", "startzeit", "end", "endtime", "endtimestamp", "complete", "completetimestamp",
	"timestamp", "eindtijd", "endzeit", "tijdstip", "zeitstempel"}

// machineLike is what names of machines begin with.
var machineLike = regexp.MustCompile(`(?i)^(machine|maschine|station|workcenter|work center|cell|cel|werkplek|arbeitsplatz|anlage|mc|cnc)[\s_\-]*[0-9a-z]`)

// byContent looks for what names did not tell: a column of names of machines, of moments, of the same few words for kinds.
func (f *finder) byContent() {
	for i := range f.names {
		if f.found[Machine] < 0 && !f.taken(i) && f.share(i, machineLike.MatchString) > 0.8 {
			f.found[Machine], f.how[Machine] = i, "content"
		}
	}
	var moments []int
	for i := range f.names {
		if !f.taken(i) && f.share(i, looksLikeMoment) > 0.95 && f.share(i, func(s string) bool { _, ok := numberIn(s); return ok }) < 0.5 {
			moments = append(moments, i)
		}
	}
	if f.found[Start] < 0 && f.found[Complete] < 0 && len(moments) >= 2 {
		f.found[Start], f.how[Start] = moments[0], "content"
		f.found[Complete], f.how[Complete] = moments[1], "content"
	} else if f.found[Complete] < 0 && len(moments) >= 1 {
		f.found[Complete], f.how[Complete] = moments[0], "content"
	}
	for i := range f.names {
		words := func(s string) bool { _, ok := numberIn(s); return !ok }
		if f.found[Kind] < 0 && !f.taken(i) && f.suits(Kind, i) && f.distinct(i) >= 2 && f.share(i, words) > 0.9 {
			f.found[Kind], f.how[Kind] = i, "content"
		}
	}
}

// share is how many of the filled cells of a column are as asked, in the sample.
func (f *finder) share(column int, is func(string) bool) float64 {
	n, yes := 0, 0
	for _, row := range f.sample {
		if text := cellOf(row, column); text != "" {
			n++
			if is(text) {
				yes++
			}
		}
	}
	if n == 0 || n*2 < len(f.sample) {
		return 0
	}
	return float64(yes) / float64(n)
}

func (f *finder) distinct(column int) int {
	seen := map[string]bool{}
	for _, row := range f.sample {
		if text := cellOf(row, column); text != "" && len(seen) < 50 {
			seen[text] = true
		}
	}
	return len(seen)
}

func cellOf(row []string, column int) string {
	if column < 0 || column >= len(row) {
		return ""
	}
	return row[column]
}

// missing says what a log cannot do without.
func (f *finder) missing(file string, line int) error {
	var list eventlog.Mistakes
	tell := func(what, flag string) {
		list = append(list, eventlog.Mistake{File: file, Line: line, Text: fmt.Sprintf("want a column for %s, have %s; say which with --column %s=\"NAME\"; the first row must name the columns",
			what, strings.Join(shortened(f.names), ", "), flag)})
	}
	if f.found[Activity] < 0 && f.found[Machine] < 0 {
		if f.found[Resource] < 0 {
			tell("the activity or the machine", "activity")
		} else {
			f.found[Machine], f.how[Machine] = f.found[Resource], f.how[Resource]
			f.found[Resource] = -1
		}
	}
	if f.found[Start] < 0 && f.found[Complete] < 0 {
		tell("when it began or was complete", "complete")
	}
	if len(list) > 0 {
		return list
	}
	return nil
}
