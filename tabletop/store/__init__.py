"""The database: the log, the seats, the accounts, and moving them to a newer schema."""
