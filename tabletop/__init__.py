"""Live crisis exercises: timed injects out, decisions back, a debrief from the log."""
