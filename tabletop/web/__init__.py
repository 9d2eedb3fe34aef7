"""HTTP: pages, the JSON API, the headers and errors that go with them."""
