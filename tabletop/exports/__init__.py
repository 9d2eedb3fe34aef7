"""The timeline of an exercise as files. One row builder (`rows`), a renderer each format."""
