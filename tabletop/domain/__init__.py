"""The exercise itself, without I/O: what happened, what may be said, who sees what."""
