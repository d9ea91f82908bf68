// Package verify compares the engine with theory: lines whose results are known in closed form, or from a small linear
// system, run on the machine of whoever wants to trust it.
//
//	for _, c := range verify.Cases {
//		outcome := c.Check(ctx, seed)
//	}
//
// The expected values come from package theory, which knows nothing of the engine. A case passes when the estimate lies
// within 3.3 standard errors of the expected value and is known well enough: to 1 % of it, to 2 % where machines fail.
// At 3.3 standard errors one case in a thousand fails by chance; the suite runs on fixed seeds, so it always says the same.
package verify
