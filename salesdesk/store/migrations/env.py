"""Runs the migrations on the connection that the store has opened."""

from alembic import context

from salesdesk.model.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
