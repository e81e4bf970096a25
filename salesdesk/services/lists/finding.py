"""Finds the records of one kind by typed words, in the order in which a list shows them; plain SQL."""

from collections.abc import Sequence

from salesdesk.env.folding import folded
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import Field, FieldType
from salesdesk.store.desk_file import DeskFile

POSITION = "position"


def found_ids(
    desk: DeskFile, kind: str, words: str, most: int, person_id: int | None = None
) -> tuple[list[int], int]:
    """Gives the first `most` ids in which every word occurs, perhaps of one person, and how many there are in all.

    A word may occur in the title, in any searchable text, or in the title of what the record refers to.
    """
    joins, texts = _searched(kind)
    values: dict[str, str | int] = {"most": most}
    conditions = ["t.deleted_at IS NULL", *of_person(kind, person_id)]
    for word in words.split():
        number, plain = len(values), folded(word)
        values |= {f"p{number}": _pattern(plain), f"w{number}": plain}
        conditions.append(f"({' OR '.join(_holds(text, number) for text in texts)})")
    source = f"FROM {kind} t {joins if words.strip() else ''} WHERE {' AND '.join(conditions)}"
    rows = desk.rows(f"SELECT t.id {source} ORDER BY {order_of(kind)} LIMIT :most", values)
    if len(rows) < most:
        return [row["id"] for row in rows], len(rows)
    return [row["id"] for row in rows], desk.rows(f"SELECT count(*) {source}", values)[0][0]


def of_person(kind: str, person_id: int | None) -> list[str]:
    """Gives the condition that a record belongs to a person; none for the whole team and for kinds nobody owns."""
    owner = owner_of(kind)
    mine = person_id is not None and owner is not None and owner.refers_to == "salesperson"
    return [f"t.{owner.name} = {int(person_id)}"] if mine and owner and person_id is not None else []


def options(desk: DeskFile, kind: str) -> list[tuple[int, str]]:
    """Gives id and title of every record of a kind in the order of its list, for choosing one."""
    title = kind_of(kind).title
    rows = desk.rows(
        f"SELECT id, {title} AS title FROM {kind} t WHERE deleted_at IS NULL ORDER BY {order_of(kind)}"
    )
    return [(row["id"], str(row["title"])) for row in rows]


def has_order(kind: str) -> bool:
    """Tells whether records of a kind stand in an order of their own."""
    return any(field.name == POSITION for field in fields_of(kind))


def owner_of(kind: str) -> Field | None:
    """Gives the reference to what a record belongs to, such as the stage of a gate."""
    return next((field for field in fields_of(kind) if field.owner), None)


def order_of(kind: str) -> str:
    """Gives the ORDER BY of a kind in SQL: its own order within what it belongs to, the newest, or by title."""
    if kind_of(kind).newest_first:
        return "t.id DESC"
    if not has_order(kind):
        return f"t.{kind_of(kind).title} COLLATE names, t.id"
    owner = owner_of(kind)
    own = f"t.{POSITION}, t.id"
    if owner is None:
        return own
    return (
        f"(SELECT o.{POSITION} FROM {owner.refers_to} o WHERE o.id = t.{owner.name}), t.{owner.name}, {own}"
    )


def still_referring(desk: DeskFile, kind: str, ids: Sequence[int]) -> list[str]:
    """Says what keeps pointing at records although it does not belong to them, such as "41 deals"."""
    found: list[str] = []
    marks = ", ".join("?" * len(ids))
    for other in models():
        for field in fields_of(other):
            if field.refers_to != kind or field.owner:
                continue
            sql = f"SELECT count(*) FROM {other} WHERE {field.name} IN ({marks}) AND deleted_at IS NULL"
            count = desk.rows(sql, tuple(ids))[0][0]
            if count:
                found.append(f"{count:,} {kind_of(other).called(count)}")
    return found


def _searched(kind: str) -> tuple[str, list[str]]:
    """Gives the joins and the columns in which words are looked for."""
    title, joins, texts = kind_of(kind).title, list[str](), list[str]()
    for field in fields_of(kind):
        if field.type is FieldType.REFERENCE and field.tabled:
            joined, other = f"r_{field.name}", field.refers_to
            joins.append(f"LEFT JOIN {other} {joined} ON {joined}.id = t.{field.name}")
            texts.append(f"{joined}.{kind_of(other).title}")
        elif field.name == title or field.searchable:
            texts.append(f"t.{field.name}")
    return " ".join(joins), texts


def _holds(text: str, number: int) -> str:
    """Gives the condition for a text to hold a word; only texts with foreign letters have to be folded for it."""
    foreign = f"{text} GLOB '*[^ -~]*' AND instr(folded(coalesce({text}, '')), :w{number})"
    return f"{text} LIKE :p{number} ESCAPE '\\' OR {foreign}"


def _pattern(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return f"%{word}%"
