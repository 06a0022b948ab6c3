"""How Alembic reaches the store: through the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from intake_app.models.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters tables by making them anew
)
with context.begin_transaction():
    context.run_migrations()
