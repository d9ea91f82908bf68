package theory

import (
	"errors"
	"fmt"
	"math"
)

// Availability is the share of time that a machine is up: MTBF/(MTBF + MTTR), for any laws of both. By the operating
// clock it is the share of a saturated machine that is never blocked.
func Availability(mtbf, mttr float64) (float64, error) {
	if err := errors.Join(positive("mtbf", mtbf), positive("mttr", mttr)); err != nil {
		return 0, err
	}
	return mtbf / (mtbf + mttr), nil
}

// Restart is the throughput of a saturated machine of constant cycle that fails while working, after exponential
// uptimes, and begins the part anew after the repair: 1 / ((1/p + MTTR) (exp(p cycle) - 1)).
func Restart(cycle, failureRate, mttr float64) (float64, error) {
	if err := errors.Join(positive("cycle", cycle), positive("failure rate", failureRate), positive("mttr", mttr)); err != nil {
		return 0, err
	}
	return 1 / ((1/failureRate + mttr) * math.Expm1(failureRate*cycle)), nil
}

// Scrap is the good throughput of a saturated machine whose failures, after exponential uptimes while working, scrap
// the part, and the share of parts that are scrapped. A cycle of any law, told by its transform, survives with
// probability S(p); an attempt takes (1 - S(p))/p on average. When cycles are drawn anew after a repair instead of
// scrapping the part, the good throughput is the same.
func Scrap(cycle Transform, failureRate, mttr float64) (good, scrapped float64, err error) {
	if err := errors.Join(positive("failure rate", failureRate), positive("mttr", mttr)); err != nil {
		return 0, 0, err
	}
	survives := cycle(failureRate)
	if !(survives > 0 && survives < 1) {
		return 0, 0, fmt.Errorf("transform: want between 0 and 1 at the failure rate, have %v", survives)
	}
	scrapped = 1 - survives
	return survives / (scrapped * (1/failureRate + mttr)), scrapped, nil
}

// Maintained is the availability of a saturated machine that is stopped for upkeep after every so much working time and
// fails besides, at a rate per working time: 1 / (1 + upkeep/every + p MTTR).
func Maintained(every, upkeep, failureRate, mttr float64) (float64, error) {
	err := errors.Join(positive("every", every), positive("upkeep", upkeep), notNegative("failure rate", failureRate), notNegative("mttr", mttr))
	if err != nil {
		return 0, err
	}
	return 1 / (1 + upkeep/every + failureRate*mttr), nil
}

// ToolChange is the throughput of a saturated machine whose tool is changed after every so many parts.
func ToolChange(cycle float64, life int, change float64) (float64, error) {
	if err := errors.Join(positive("cycle", cycle), notNegative("change", change), atLeast(1, "life", life)); err != nil {
		return 0, err
	}
	return float64(life) / (float64(life)*cycle + change), nil
}

// SetupMix is the throughput of a saturated machine on which the product of each part is drawn independently, share[i]
// of product i with mean cycle[i], and a setup of setup[i][j] comes before a part j that follows a part i:
// 1 / (sum share_i share_j setup_ij + sum share_j cycle_j).
func SetupMix(share, cycle []float64, setup [][]float64) (float64, error) {
	if err := errors.Join(allPositive("share", share), allPositive("cycle", cycle)); err != nil {
		return 0, err
	}
	if len(cycle) != len(share) || len(setup) != len(share) {
		return 0, fmt.Errorf("products: want %d cycles and rows of setups, have %d, %d", len(share), len(cycle), len(setup))
	}
	time := 0.0
	for i, p := range share {
		time += p * cycle[i]
		if len(setup[i]) != len(share) {
			return 0, fmt.Errorf("setup %d: want %d times, have %d", i+1, len(share), len(setup[i]))
		}
		for j, s := range setup[i] {
			if err := notNegative("setup", s); err != nil {
				return 0, err
			}
			time += p * share[j] * s
		}
	}
	return 1 / time, nil
}
