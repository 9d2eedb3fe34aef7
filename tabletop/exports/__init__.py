"""The timeline of an exercise as files: JSON, CSV, print."""
