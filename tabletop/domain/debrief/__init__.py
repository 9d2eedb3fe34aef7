"""The parts of a debrief; `tabletop.domain.debrief.timeline` puts them together."""
