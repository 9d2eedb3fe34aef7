"""The parts of a debrief; `tabletop.domain.timeline` puts them together."""
