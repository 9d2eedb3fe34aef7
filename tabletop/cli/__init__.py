"""The commands of the `tabletop` program: serve, check, demo, token, user, db."""
