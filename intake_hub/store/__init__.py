"""The hub's tables and the one way to them, for SQLite and PostgreSQL."""
