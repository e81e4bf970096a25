"""Gathers all that the desk holds about one person, of every kind, from the field declarations alone."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of
from salesdesk.model.fields import Audience, Field, FieldType
from salesdesk.services.field_words import TableRow, words_of
from salesdesk.services.people import name_of
from salesdesk.services.record_question import READ, stored_title
from salesdesk.services.titles import title_words
from salesdesk.store.desk_file import DeskFile, Row
from salesdesk.store.erase import held_about
from salesdesk.store.naming import all_mentions, names_of


@frozen
class HeldRecord:
    """One record about the person: its values, which fields are shared with them, and since when it is in the Trash."""

    row: TableRow
    title: str
    shared: frozenset[str]
    deleted: datetime | None


@frozen
class HeldKind:
    """All records of one kind about the person."""

    kind: str
    fields: tuple[Field, ...]
    records: tuple[HeldRecord, ...]


@frozen
class Held:
    """All that is held about one person; `named_in` counts, by kind, the words about others that name them."""

    name: str
    at: datetime
    kinds: tuple[HeldKind, ...]
    named_in: Mapping[str, int]
    private_desk: bool

    @property
    def count(self) -> int:
        """Gives how many records that is."""
        return sum(len(each.records) for each in self.kinds)


class HeldService:
    """Reads all that one desk holds about a person."""

    def __init__(self, desk: DeskFile, formats: Formats) -> None:
        self._desk, self._formats = desk, formats

    def about(self, person_id: int) -> Held:
        """Reads everything about a person, in the Trash or not; the person first, then what there is most words in."""
        with self._desk.passing() as connection:
            ids = held_about(connection, person_id)
            named: dict[str, int] = {}
            for mention in all_mentions(connection, names_of(connection, person_id)):
                if mention.certain:
                    named[mention.kind] = named.get(mention.kind, 0) + 1
        kinds = tuple(self._kind(kind, ids[kind]) for kind in sorted(ids, key=_rank))
        private = self._desk.hold.seal.private
        return Held(name_of(self._desk, person_id), self._desk.now(), kinds, named, private)

    def _kind(self, kind: str, ids: Sequence[int]) -> HeldKind:
        fields = fields_of(kind)
        rows = self._desk.rows(
            f"SELECT * FROM {kind} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(ids),),
        )
        titles = {field.name: self._titles(field, rows) for field in fields if field.refers_to}
        return HeldKind(kind, fields, tuple(self._record(kind, fields, row, titles) for row in rows))

    def _titles(self, field: Field, rows: Sequence[Row]) -> dict[int, str]:
        """Gives what the records are called that a field refers to."""
        ids = json.dumps(sorted({row[field.name] for row in rows if row[field.name] is not None}))
        found = self._desk.rows(
            f"SELECT id, {kind_of(field.refers_to).title} AS title FROM {field.refers_to} "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        return {row["id"]: stored_title(field.refers_to, row["title"]) for row in found}

    def _record(
        self, kind: str, fields: Sequence[Field], row: Row, titles: Mapping[str, Mapping[int, str]]
    ) -> HeldRecord:
        values = {field.name: _read(field, row[field.name]) for field in fields}
        texts = {name: found.get(row[name], "") for name, found in titles.items()}
        deleted = datetime.fromisoformat(row["deleted_at"]) if row["deleted_at"] else None
        title = title_words(kind, row[kind_of(kind).title], self._formats)
        return HeldRecord(
            TableRow(row["id"], values, texts, kind), title, _shared(kind, fields, values), deleted
        )


def told_values(held: HeldKind, record: HeldRecord, formats: Formats) -> list[tuple[str, str, bool]]:
    """Gives label, words and whether the person may see it of each filled field that says more than the title."""
    found = (
        (f, words_of(f, record.row.values[f.name], formats, record.row.texts.get(f.name, "")))
        for f in held.fields
        if f.refers_to != "salesperson"
    )
    more = ((field, words) for field, words in found if words and words != record.title)
    return [(field.label, words, field.name in record.shared) for field, words in more]


def is_told_in_lines(held: HeldKind) -> bool:
    """Tells whether records of a kind are short enough to stand in one line each: it has no words but one."""
    texts = [field for field in held.fields if field.type in (FieldType.TEXT, FieldType.LONG_TEXT)]
    return len(held.fields) - len(texts) <= _MOST_IN_LINE and not texts


_MOST_IN_LINE = 8


def _read(field: Field, stored: Any) -> Any:
    way = READ.get(field.type)
    return stored if way is None or stored is None else way(stored)


def _shared(kind: str, fields: Sequence[Field], values: Mapping[str, Any]) -> frozenset[str]:
    """Gives the fields of a record that the person may see in the program: none of one that is the manager's alone."""
    declared = kind_of(kind)
    hidden = (
        declared.private_when is not None and values[declared.private_when[0]] == declared.private_when[1]
    )
    if declared.private or hidden:
        return frozenset()
    seen = (field for field in fields if field.visible_to(Audience.SALESPERSON))
    return frozenset(f.name for f in seen if not f.shared_once or values[f.shared_once] is not None)


def _rank(kind: str) -> tuple[bool, bool, str]:
    few_words = not any(field.type is FieldType.LONG_TEXT or field.searchable for field in fields_of(kind))
    return kind != "salesperson", few_words, kind_of(kind).plural
