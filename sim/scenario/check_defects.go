package scenario

import "slices"

// checkDefects checks what is said of defects, and of who finds them.
func (d *draft) checkDefects(e *element) {
	if every := e.node.get("sample_every"); every != nil && e.node.get("sample") != nil {
		d.tell(every, "want either sample or sample_every, have both")
	}
	if delay := e.node.get("feedback_delay"); delay != nil && e.node.get("feedback_to") == nil {
		d.tell(delay, "want it with feedback_to, the stations that are told, have none")
	}
	drift := []string{"drift_after", "drift_defects", "drift_reset"}
	for _, key := range drift {
		if e.node.get(key) != nil {
			for _, other := range drift {
				if e.node.get(other) == nil {
					d.tellOf(e.node, other, "want drift_after, drift_defects and drift_reset together, have no %s", other)
				}
			}
			break
		}
	}
	if d.lost || e.node.get("drift_after") == nil {
		return
	}
	told := func(i *element) bool { return slices.Contains(i.spec.Refs("feedback_to"), e.spec.Name) }
	if !slices.ContainsFunc(d.elements, told) {
		d.note(e.node.get("drift_after"), "once it has drifted it stays so: no inspection says feedback_to = [%q]", e.spec.Name)
	}
}
