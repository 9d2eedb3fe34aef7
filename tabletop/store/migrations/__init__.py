"""The history of the schema, for Alembic. `tabletop.store.migrate` runs it."""
