"""Where the debrief's pictures put their lines: geometry in pixels, drawn by the templates."""
