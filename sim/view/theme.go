package view

import (
	"tweeling/sim"
	"tweeling/sim/view/gfx"
)

// A theme is the colours of a picture. The colours of states mean states and nothing else.
type theme struct {
	page, card, rim, ink, muted, faint gfx.Color
	floor, floorRim, grid, shade       gfx.Color
	top, left, right, glass, steel     gfx.Color // of machines: the faces by how much light they get
	belt, beltSide, chevron            gfx.Color
	wood, woodDark                     gfx.Color
	accent, before, after              gfx.Color
	good, bad, hatch                   gfx.Color
	band                               uint8 // opacity of bands and washes
	states                             [sim.NumStates]gfx.Color
}

func rgb(hex uint32) gfx.Color {
	return gfx.Color{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

func alpha(c gfx.Color, a uint8) gfx.Color {
	c.A = a
	return c
}

// blend is a colour between two.
func blend(a, b gfx.Color, u float32) gfx.Color {
	m := func(x, y uint8) uint8 { return uint8(mix(float32(x), float32(y), u) + 0.5) }
	return gfx.Color{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: m(a.A, b.A)}
}

var stateColours = [sim.NumStates]gfx.Color{
	sim.Off: rgb(0x4B5563), sim.PlannedStop: rgb(0x7E3F98), sim.Down: rgb(0xB91C1C), sim.WaitingRepair: rgb(0xF2B8B8), sim.Setup: rgb(0x2563EB),
	sim.WaitingOperator: rgb(0xDDE3EA), sim.WaitingRobot: rgb(0xE7DCD2), sim.WaitingVehicle: rgb(0xD3E0EC), sim.WaitingPower: rgb(0xF3EBC4),
	sim.Working: rgb(0x009E73), sim.Blocked: rgb(0xF0B429), sim.Starved: rgb(0xC3CAD3),
}

// hatches are the lines over the colours of those who wait for somebody.
var hatches = [sim.NumStates]gfx.Color{
	sim.WaitingRepair: rgb(0xB91C1C), sim.WaitingOperator: rgb(0x4B5563), sim.WaitingRobot: rgb(0xC2560B), sim.WaitingVehicle: rgb(0x0B5FA5), sim.WaitingPower: rgb(0x8A6D00),
}

var light = theme{
	page: rgb(0xF5F7F9), card: rgb(0xFFFFFF), rim: rgb(0xDCE2E8), ink: rgb(0x111827), muted: rgb(0x5B6472), faint: rgb(0xE9EDF1),
	floor: rgb(0xE9EDF1), floorRim: rgb(0xBCC5CF), grid: rgb(0xDDE3E9), shade: gfx.Color{R: 0x33, G: 0x41, B: 0x55, A: 38},
	top: rgb(0xF4F6F8), left: rgb(0xD5DBE2), right: rgb(0xA9B3BF), glass: rgb(0x1F2937), steel: rgb(0x7C8896),
	belt: rgb(0x374151), beltSide: rgb(0x1F2937), chevron: rgb(0x6B7686), wood: rgb(0xC99A5B), woodDark: rgb(0x9A7240),
	accent: rgb(0x0B5FA5), before: rgb(0x6B7280), after: rgb(0x0B5FA5), good: rgb(0x007A59), bad: rgb(0xB91C1C), hatch: rgb(0x4B5563), band: 44,
	states: stateColours,
}

var dark = theme{
	page: rgb(0x0D1219), card: rgb(0x161D27), rim: rgb(0x2A3442), ink: rgb(0xF1F5F9), muted: rgb(0x9AA7B7), faint: rgb(0x222C39),
	floor: rgb(0x1D2632), floorRim: rgb(0x3B4858), grid: rgb(0x283340), shade: gfx.Color{A: 90},
	top: rgb(0xC6CED8), left: rgb(0x97A3B1), right: rgb(0x6B7887), glass: rgb(0x10161F), steel: rgb(0x5D6A79),
	belt: rgb(0x4A5666), beltSide: rgb(0x2D3745), chevron: rgb(0x8390A1), wood: rgb(0xB98A4E), woodDark: rgb(0x7F5E35),
	accent: rgb(0x3E9BE6), before: rgb(0x9AA3AF), after: rgb(0x4FA8EE), good: rgb(0x34D399), bad: rgb(0xF87171), hatch: rgb(0x94A3B8), band: 58,
	states: stateColours,
}

// products are the colours of parts, from steel to navy, and on for lines with many products.
var products = []gfx.Color{rgb(0x93A4B5), rgb(0x4F7396), rgb(0x1E3A5F), rgb(0x8C7AA9), rgb(0x5E8F8B), rgb(0xA58A6B), rgb(0x6D7B3C), rgb(0xA4627D)}

func (th *theme) product(p int32) gfx.Color {
	c := products[int(p)%len(products)]
	if th == &dark {
		c = blend(c, rgb(0xFFFFFF), 0.18)
	}
	return c
}

var (
	robotOrange = rgb(0xF97316)
	robotDark   = rgb(0xC2560B)
	vestYellow  = rgb(0xF59E0B)
	skin        = rgb(0xE0AC83)
	trousers    = rgb(0x334155)
	vests       = []gfx.Color{vestYellow, rgb(0xD16BA5), rgb(0x84A83A), rgb(0x8B7BD8)}
)
