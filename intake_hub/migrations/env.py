"""Runs the migrations on the connection and in the transaction that the store opened."""

from __future__ import annotations

from alembic import context

from intake_hub.store.base import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
