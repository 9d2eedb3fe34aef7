"""One exercise at work: commands in, documents out. The only layer that writes the log."""
