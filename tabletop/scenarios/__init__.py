"""Scenarios as files: reading them, checking them, and the library they stand in."""
