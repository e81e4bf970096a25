"""Makes SQLAlchemy sessions on a desk file; loaded only when the mapped classes are first needed."""

from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from salesdesk.model import models
from salesdesk.model.base import Record
from salesdesk.store.hold import Hold


class DeskSession(Session):
    """A session that leaves out what is in the Trash, unless asked with `include_trash=True`."""


def make_engine(hold: Hold) -> Engine:
    """Makes the engine of one desk file; every transaction is begun by name, a writing one at once."""
    engine = create_engine(
        "sqlite://", creator=hold.connect, module=dbapi2, poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", partial(_begin, hold))
    event.listen(engine, "checkin", partial(_close_late, hold))
    models()  # every kind is declared before the first statement, whichever of them the caller has imported
    return engine


def open_session(engine: Engine, *, writing: bool = False) -> DeskSession:
    """Opens a session; a writing one takes the write lock at its first statement."""
    bind = engine.execution_options(sales_desk_writing=writing)
    return DeskSession(bind, expire_on_commit=False)


def driver_connection(session: Session) -> dbapi2.Connection:
    """Gives the SQLite connection under a session, inside its transaction."""
    raw: Any = session.connection().connection.driver_connection
    return raw


def _begin(hold: Hold, connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {hold.patience_ms}")
    writing = connection.get_execution_options().get("sales_desk_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _close_late(hold: Hold, connection: dbapi2.Connection, _record: object) -> None:
    """Closes what a thread gives back of a file that the desk has left, which nobody would take out again."""
    if hold.is_over:
        connection.close()


@event.listens_for(DeskSession, "do_orm_execute")
def _leave_out_the_trash(state: ORMExecuteState) -> None:
    if state.is_select and not state.execution_options.get("include_trash"):
        state.statement = state.statement.options(
            with_loader_criteria(Record, lambda cls: cls.deleted_at.is_(None), include_aliases=True)
        )
