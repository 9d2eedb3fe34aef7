"""Scenario files: reading them, checking them, finding them in the library."""
