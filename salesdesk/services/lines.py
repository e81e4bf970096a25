"""Writes the SQL that reads records of any declared kind as lines of time."""

from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import FieldType
from salesdesk.model.kinds import Kind


def line_sql(kind: Kind) -> str:
    """Gives the SELECT of the lines of a kind that have a title; `t` is the record, so that a condition can follow."""
    joins, words = _words(kind)
    columns = {
        "kind": f"'{kind.name}'", "id": "t.id", "salesperson_id": "t.salesperson_id", "at": kind.at_sql("t"),
        "sort": _column(kind.sort), "author": _column(kind.by), "state": _column(kind.state),
        "private": kind.private_sql("t"), "due_on": _column(kind.due), "meeting_id": _column(kind.within),
        "words": words,
    }  # fmt: skip
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    # The plus keeps SQLite from the index of the Trash, so that it reads in the order of time.
    return (
        f"SELECT {selected} FROM {kind.name} t {joins} WHERE +t.deleted_at IS NULL AND t.{kind.title} != ''"
    )


def _column(name: str) -> str:
    return f"t.{name}" if name else "NULL"


def _words(kind: Kind) -> tuple[str, str]:
    """Gives the joins and the words: what the named fields say, a reference by the title of its record."""
    joins, said = list[str](), list[str]()
    for name in kind.says:
        field = field_of(kind.name, name)
        if field.type is FieldType.REFERENCE:
            joins.append(f"LEFT JOIN {field.refers_to} r_{name} ON r_{name}.id = t.{name}")
            said.append(f"r_{name}.{kind_of(field.refers_to).title}")
        else:
            said.append(f"nullif(t.{name}, '')")
    return " ".join(joins), f"concat_ws(' · ', {', '.join(said)})" if len(said) > 1 else said[0]
