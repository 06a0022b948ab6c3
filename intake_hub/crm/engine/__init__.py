"""Follows the feed for one CRM: what is owed to it and what it said; no adapter by name."""
