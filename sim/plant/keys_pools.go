package plant

var operatorsKeys = []Key{
	{Name: "count", Type: Count, Max: 10_000, Unit: "people", Unsaid: "as count_by_shift says", Doc: "How many are on duty at the same time. People who differ are written as elements of their own, with a skill in common by which they are asked."},
	shift,
	{Name: "count_by_shift", Type: CountByShift, Max: 10_000, Unit: "people", Rule: "28, 53",
		Unsaid: "as count says", Doc: "How many are on duty in which shift, { early = 3, late = 1 }, in place of count and shift; each is paid for the hours of his own. Where shifts overlap the heads add up. Where one hands over to fewer people, who began last stops first, and the others' work goes on."},
	{Name: "at_shift_end", Type: Text, Options: []string{"pause", "finish", "no-start", "abandon"}, Default: "pause", Rule: "25, 26, 28",
		Doc: "What becomes of their work at the end of a shift, and for breaks: it waits until somebody is there again, and then goes first; they finish what they are doing, on paid overtime, and a break shrinks; it waits, but is not begun when by its mean time it will not be done before; or what was done is lost. Where fewer are left than are at work, who began last stops first."},
	{Name: "overtime_premium", Type: Number, Default: "1", Unit: "times the wage", Rule: "25", Doc: "What an hour worked beyond the shift costs, as a multiple of wage_per_hour; paid breaks are not overtime."},
	{Name: "wage_per_hour", Type: Number, Unit: "money/h", Default: "0", Rule: "53", Doc: "All-in cost of one of them for each hour of the shift, breaks included, busy or not."},
	{Name: "skills", Type: Texts, Rule: "33", Unsaid: "none", Doc: "What they can do. A station that asks for \"skill:x\" is helped by whoever has it and is free, who have fewest skills first."},
	{Name: "efficiency", Type: Number, Min: 0.1, Max: 10, Default: "1", Rule: "34", Doc: "How fast they work: at 0.8 what they do takes 1/0.8 of its time. Of several who help together the slowest counts."},
	{Name: "efficiency_by_skill", Type: NumberBySkill, Min: 0.1, Max: 10, Rule: "34",
		Unsaid: "as efficiency says", Doc: "How fast they do what they are asked for by a skill, { setup = 0.8 }, where that differs from efficiency. Who is asked by name works at efficiency."},
	{Name: "walk_mps", Type: Number, Max: 10, Default: "0", Unit: "m/s", Rule: "34",
		Doc: "How fast they walk from where they worked last to who asks next, as the crow flies between the at of stations; who is nearest goes, and does no work on the way. At 0 walking takes no time."},
	{Name: "order", Type: Text, Options: []string{"longest-waiting", "priority", "nearest"}, Default: "longest-waiting", Rule: "33",
		Doc: "Whom they help first, after work that was interrupted: who has waited longest; the station with the highest priority; or the station nearest to where one of those free worked last, by their at. Of equals who has waited longest."},
	{Name: "strict", Type: Flag, Default: "false", Rule: "33", Doc: "Whether who comes first holds up all others while not enough of them are free for him, or others who need fewer go first."},
}

var sparesKeys = []Key{
	{Name: "count", Type: Count, Required: true, Max: MaxSpares, Unit: "modules", Rule: "18", Doc: "How many are in stock at the start, beside those that are mounted: the level at which the stock is kept, since one is ordered for each that is wanted. At 0 each repair waits for what has been broken to be mended."},
	{Name: "resupply", Type: Chance, Required: true, Rule: "18", Doc: "Time from a failure to when the broken module is back as a spare, mended or replaced by a new one, each by itself, day and night; for maintenance, from when it falls due."},
	{Name: "resupply_price", Type: Number, Unit: "money", Default: "0", Rule: "53", Doc: "What it costs each time: the repair of a module, or a new one. It stands under upkeep."},
	{Name: "price", Type: Number, Unit: "money", Default: "0", Rule: "53", Doc: "What a module is worth. With [economics] holding_rate each of count is money tied up, as stock is: paid once where a plan holds more of them, so that it does not belong in the capex of a measure, and kept at that rate."},
}

var robotKeys = []Key{
	{Name: "pick", Type: Chance, Required: true, Rule: "35", Doc: "Time to take a part."},
	{Name: "place", Type: Chance, Required: true, Rule: "35", Doc: "Time to put a part down."},
	{Name: "travel", Type: Chance, Rule: "35", Unsaid: "none", Doc: "Time from where it takes to where it puts."},
	{Name: "gripper", Type: Text, Options: []string{"single", "double"}, Default: "single", Rule: "35",
		Doc: "With a double gripper it takes the next part along and changes it for the finished one."},
	{Name: "count", Type: Count, Min: 1, Default: "1", Unit: "robots", Max: 100, Rule: "35", Doc: "How many equal ones there are. The first that is free helps; each wears and fails by itself."},
	{Name: "operator", Type: Crew, Options: []string{"operators"}, Rule: "18",
		Unsaid: "nobody is needed", Doc: "Who repairs it: { repair = \"technicians\" }. Without it a repair needs nobody, and pauses with the robot's shift."},
	shift,
	{Name: "at_shift_end", Type: Text, Options: []string{"finish", "pause"}, Default: "finish", Rule: "25, 26",
		Doc: "What becomes of what it is doing at the end of its shift, and for breaks: it is finished first, and a break shrinks; or it stops where it is, and goes on in the next."},
	failures,
	concurrency,
	maintained,
	tooled,
}

var supplyKeys = []Key{
	{Name: "limit_kw", Type: Number, Required: true, Min: 0.001, Max: 1e6, Unit: "kW", Rule: "53",
		Doc: "How much power it gives at most. A phase begins only when the load with what it draws more is within it, and waits in waiting_power, with its ready power, until then. Ready, standby and off power, and that of robots, is load as well and is never refused."},
	{Name: "feeds", Type: Text, Options: []string{"all", "named"}, Default: "all",
		Doc: "Whom it feeds: all that have power_kw and name no supply of their own, and who name it; or only who name it. One supply feeds all at most."},
	{Name: "order", Type: Text, Options: []string{"longest-waiting", "priority"}, Default: "longest-waiting", Rule: "33",
		Doc: "Who begins first of those that wait for power: who has waited longest, or the station with the highest priority; of equals who has waited longest. Work that goes on is never stopped for it; after a stop, a break or a repair it asks again, behind those who wait."},
	{Name: "strict", Type: Flag, Default: "true", Rule: "33",
		Doc: "Whether who comes first holds up all others until there is enough for him; or others for whom there is enough go first, which uses more of the power, and may keep large machines waiting for ever."},
}
