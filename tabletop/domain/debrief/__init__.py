"""What a finished (or running) exercise looks like afterwards; `tabletop.domain.timeline` makes it."""
