// Package cost is the ledger: what a line spent over the time watched, what a good part cost, and what a plan's money
// comes to.
//
//	ledger, err := cost.Book(watched)            // one replication of one plan
//	ledger.Items[cost.Energy]                    // spent over the time watched
//	ledger.Annual()[cost.Energy]                 // the same in a year
//	part, why := ledger.PerGoodPart()            // what a good part cost, by item; why says when there is none
//	verdict, err := cost.Appraise(econ, investments, asIs, toBe, weeks, seed) // yearly cash of both, by replication
//
// All is computed for each replication first, and only then differenced and averaged by others, since what is sold is a
// minimum and the mean of a minimum is not the minimum of the means.
//
// # Two ledgers
//
// The full cost price asks what a good part costs: [Ledger.Items] holds all that was spent, capital and machine hours
// included. [Items] says what each item is. The same money stands three times: by item, by who spent it ([Ledger.Elements],
// [Ledger.Line] and [Ledger.Measures]), and by product ([Ledger.Products]). Each sums to the total.
//
// Cash asks whether a plan is worth its money: [Ledger.YearlyCash] is what comes in less what goes out in a year. The
// difference of two plans, replication by replication, is what [Appraise] judges. What is spent already or only written
// off is not in it: capital, the machine hour rate, most of which is depreciation, and the floor of a hall that is paid all
// the same; nor is an own price of CO2, which nobody is paid. The yearly cost of
// measures is not in it either; Appraise takes it off, once.
//
// # What costs money, one by one
//
//  1. Labour: every rostered hour at the wage and the premium of its shift, and overtime. Of hours that are not needed
//     [Economics].HoursSaved is saved, as cash: 0 where the roster does not shrink. Hours that go to other work save
//     nothing here; a measure that puts people there shows in a run what they bring.
//  2. Machine hours: cost_per_hour of each planned hour.
//  3. Energy and grid: by state, by the hour where prices differ (package sim meters it), the power contracted, and the
//     largest quarter of an hour of each month. A maximum is no mean, so it is found in each replication. What is
//     contracted is a limit as well: a plan that draws more is not possible, however well it pays.
//  4. Media: compressed air, gas and coolant by the hour at work. Leaks are not modelled; put them into cost_per_hour.
//  5. Material of what entered and what stations add.
//  6. Scrap, at what was put in so far; see below. What scrap loses in sales is in the revenue of a run.
//  7. Rework: [Ledger.Rework] tells what work on parts that are mended costs, at who mends them and again where they had
//     been found bad, within the other items. What it costs in time is in the run.
//     What a spare costs to mend or to buy anew, each time that one is wanted, is upkeep: resupply_price.
//  8. Tools: the price at each change; the time of it stops the machine and needs people in the run.
//  9. Defects that escape: the parts that left with a defect which no inspection found, at the escape_cost of their product:
//     what a complaint, a return and a repair at the customer's cost.
//  10. Stock: parts inside at the material that they came in with, and spares at their price, in stock or on order. Keeping them costs holding_rate, capital left out;
//     what less of them sets free comes once in the first year ([Cash].Stock), which is the only place where capital in
//     stock counts, and is not taxed, since it is no profit.
//  11. Setups: [Ledger.Setups] tells what their time costs within labour, machine hours and energy; what is scrapped after
//     them is scrap.
//  12. Late orders, one by one: each part and day, and once.
//  13. Licences: yearly_cost of a measure, which rises as other prices or by yearly_index.
//  14. Integration is part of the capex, or one_off where it is no asset.
//  15. What stops while a measure is put in: install_stop.
//  16. Training at the start, and each year again of those who are new.
//  17. The ramp: how the effect comes about, with its dip.
//  18. What a measure fetches in the end and what removing it costs.
//  19. Tax: package finance.
//  20. CO2: of electricity, by co2_per_kwh; at an own price in the cost of a part.
//
// # Baselines
//
// What a plan is worth depends on what becomes of the line when nothing is done. [Frozen] keeps it as it is. [Drifting]
// lets pay, energy and all other prices rise at their own pace, in the line as it is and in the plan alike: the
// difference in pay, in energy (the grid with it) and in the rest are then three streams (see [finance.Case]), and what
// measures cost later rises as well. [Declining] has the line as it is lose a share of its volume each year on top, and with
// it what that brings in less its material; energy, upkeep and people are paid all the same, but for the pay that
// [Economics].HoursSaved lets go, and with a plan nothing is lost, as far as its effect has come about. Any plan looks good
// beside a line that falls to pieces, so all three stand side by side and the one in the middle is the usual one to judge
// by. Machines that age are in none of them.
//
// While a measure is put in, the line makes nothing for its InstallStop, and the same is lost.
//
// # Scrap
//
// A scrapped part takes with it its material and the conversion cost of every station it passed. That money stands under
// scrap and is taken out of the items it was spent on. Conversion cost of one part at a station is its energy, media, tools,
// upkeep, machine hours, floor and CO2, and its share of the pay of the people it asks for, over the parts it worked on; pay
// is shared among the stations that ask for the same people, by the parts they worked on. So scrap early is cheap and scrap
// late is dear. What a robot or a buffer costs stays where it is.
//
// Where a part has been is told from the counts of all elements and, where ways part or meet, of the parts that went each
// way; those that came by one way count alike, whatever became of them. Scrapped parts may have passed a station before the
// time watched, but no more is taken out than was spent in it.
//
// Where parts go into others (assembly), what was put into a component goes with it: its material and conversion cost are
// borne by the product that it went into, and when that is scrapped the components are, with all stations that they passed.
// What is taken apart passes its cost on to its pieces, one like another.
//
// # Products
//
// A product bears its material, and the conversion cost of its parts at each station; a part is a part there, whatever
// its cycle, since tallies know counts and no times by product. What no part passed (idle stations, robots, buffers,
// measures, people whom nobody asks for) is shared by good parts.
//
// [Ledger.Unused] is what was paid for hours in which nobody and nothing was needed: people whom nobody asked for, machines
// that waited. It is in the full cost, and left out where a unit is to bear the hours it uses only.
//
// # Cash of a year
//
// Of each product no more is sold than is asked for: the least of made and demand_per_year. What is made beyond that is
// not sold and its material not bought, but pay, energy and upkeep are paid all the same; what its hours cost is only saved
// as far as [Economics].HoursSaved says, since a roster that does not shrink is paid. When nothing good is made, all
// material that entered is paid.
//
// A product without a price brings in nothing, and a good part of it is taken to be worth just its material: only the
// material of scrapped parts counts. It then contributes savings (less scrap, pay, energy) and is neither praised nor
// blamed for making more or fewer.
package cost
