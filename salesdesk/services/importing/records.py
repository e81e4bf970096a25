"""Finds the records that a row of a file is about and names, and what differs from what is stored."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.frozen import frozen
from salesdesk.model import field_of, fields_of, kind_of, model_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.importing.names import number_key, spelling_key
from salesdesk.services.importing.stages import first_stages
from salesdesk.services.importing.team import OUTSIDE
from salesdesk.services.importing.values import RECORD_OF, ImportedChange, Pending, Stored
from salesdesk.store.desk_file import DeskFile

Key = tuple[Any, ...]

_DESCRIBED = ("name", "account_id", "salesperson_id", "started_on")


@frozen
class Match:
    """What a row was recognised by: the stored record, or None for a new one, or the earlier row it repeats."""

    record_id: int | None = None
    repeats: int | None = None


class Matcher:
    """Recognises the rows of one file; it remembers the rows it has seen, to find those that repeat one.

    `taken` are the records that a row was recognised by. Deals without a number are recognised by description;
    several may share one, and the first of them in the file is the first of them on the desk.
    """

    def __init__(self, kind: str, stored: Mapping[int, Stored]) -> None:
        self._kind = RECORD_OF[kind]
        self._stored = stored
        self._identities = [*kind_of(self._kind).identity, *([_DESCRIBED] if kind == "deals" else [])]
        self._index = [self._indexed(identity) for identity in self._identities]
        self._seen: dict[tuple[int, Key], int] = {}
        self.taken: set[int] = set()

    def match(self, row: int, values: Mapping[str, Any]) -> Match:
        """Recognises one row; the first identity whose values are all there decides whether it repeats another."""
        first = True
        for level, identity in enumerate(self._identities):
            if not (first or self._index[level]):
                continue  # nothing stored can be found by it
            key = self._key(identity, values)
            if key is None:
                continue
            if first and identity != _DESCRIBED:
                if (level, key) in self._seen:
                    return Match(repeats=self._seen[level, key])
                self._seen[level, key] = row
            first = False
            found = self._free(level, key, values)
            if found is not None:
                self.taken.add(found)
                return Match(found)
        return Match()

    def _free(self, level: int, key: Key, values: Mapping[str, Any]) -> int | None:
        """Gives the first record of this key that no row had yet and whose better identity does not differ."""
        for record_id in self._index[level].get(key, []):
            if record_id in self.taken:
                continue
            stored = self._stored[record_id]
            better = self._identities[:level]
            if not any(self._key(i, values) and self._key(i, stored) for i in better):
                return record_id
        return None

    def _indexed(self, identity: tuple[str, ...]) -> dict[Key, list[int]]:
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for record_id, stored in self._stored.items():
            key = self._key(identity, stored)
            if key is not None:
                found[key].append(record_id)
        return dict(found)

    def _key(self, identity: tuple[str, ...], values: Mapping[str, Any]) -> Key | None:
        parts = [values.get(name) for name in identity]
        if any(part is None or part == "" for part in parts):
            return None
        return tuple(self._part(name, part) for name, part in zip(identity, parts, strict=True))

    def _part(self, name: str, value: Any) -> Any:
        if name == "external_id":
            return number_key(value)
        return spelling_key(value) if field_of(self._kind, name).type is FieldType.TEXT else value


Reference = int | Pending


class Directory:
    """The records of one kind that rows refer to: those on the desk and those the import will create.

    One in the Trash is recognised, stays there and is not created again; `met` were named, `numbered` by number too.
    """

    def __init__(self, kind: str, stored: Mapping[int, Stored], trash: Mapping[int, Stored]) -> None:
        self.kind = kind
        self.creates: list[dict[str, Any]] = []
        self.completes: dict[int, dict[str, Any]] = {}
        self.met, self.numbered = set[int](), set[int]()
        self._left: set[Reference] = set()
        self._stored, self._trash = stored, trash
        self._by_number: dict[str, Reference] = {}
        self._by_name: dict[str, list[Reference]] = {}
        self._numbered = any(declared.name == "external_id" for declared in fields_of(kind))
        self._fill()

    def find(self, name: str | None, number: str | None = None) -> Reference:
        """Gives the record of this number or name, creating it where there is none; a number counts before a name.

        A name that several records share is asked about before.
        """
        found = self._by_number.get(number_key(number)) if number else None
        if found is None and name:
            found = next(iter(self._bearers(name, number)), None)
        if found is None:
            return self._create(name or number or "", number)
        if isinstance(found, int):
            self.met.add(found)
            self.numbered |= {found} if number else set()
        if found not in self._trash:
            self._complete(found, name, number)
        return found

    def shares(self, name: str, number: str | None) -> bool:
        """Tells whether several records bear a name and no number says which is meant."""
        known = bool(number) and number_key(number) in self._by_number
        return not known and len(self._bearers(name, number)) > 1

    def let_go(self, found: Reference) -> None:
        """Keeps somebody who is marked as having left out of the team, unless they are in it already."""
        self._left.add(found)
        if isinstance(found, Pending):
            self.creates[found.index]["status"] = OUTSIDE

    def new_leavers(self) -> int:
        """Counts those who are marked as having left and come with the file."""
        return sum(isinstance(each, Pending) for each in self._left)

    def stored_leavers(self) -> list[Stored]:
        """Gives those on the desk who are marked as having left."""
        return [self._stored[each] for each in self._left if isinstance(each, int) and each in self._stored]

    @property
    def met_in_trash(self) -> int:
        """Counts the records in the Trash that the file names."""
        return len(self.met & self._trash.keys())

    def title(self, reference: Reference | None) -> str | None:
        """Gives the name of a record, one still to be created too."""
        if reference is None:
            return None
        if isinstance(reference, Pending):
            return self.creates[reference.index]["name"]
        stored = self._stored.get(reference)
        return stored[kind_of(self.kind).title] if stored else _("(in the Trash)")

    def value(self, reference: Reference, field: str) -> Any:
        """Gives one value of a record, one still to be created too; None where it is in the Trash."""
        if isinstance(reference, Pending):
            return self.creates[reference.index].get(field)
        return (self._stored.get(reference) or self._trash.get(reference, {})).get(field)

    def _fill(self) -> None:
        for record_id, stored in self._stored.items():
            # Many exports name the owner by the e-mail address, by which somebody may have been taken in already.
            for name in {
                spelling_key(stored[kind_of(self.kind).title]),
                spelling_key(stored.get("email") or ""),
            }:
                if name:
                    self._by_name.setdefault(name, []).append(record_id)
            if self._numbered and stored["external_id"]:
                self._by_number[number_key(stored["external_id"])] = record_id
        for record_id, trashed in self._trash.items():
            if trashed["name"] and not self._by_name.get(spelling_key(trashed["name"])):
                self._by_name[spelling_key(trashed["name"])] = [record_id]
            if trashed["external_id"]:
                self._by_number.setdefault(number_key(trashed["external_id"]), record_id)

    def _bearers(self, name: str, number: str | None) -> list[Reference]:
        """Finds by name; where the row has a number too, only records that have none yet."""
        bearers = self._by_name.get(spelling_key(name), [])
        if number:
            bearers = [bearer for bearer in bearers if not self.value(bearer, "external_id")]
        return bearers

    def _create(self, name: str, number: str | None) -> Pending:
        pending = Pending(self.kind, len(self.creates))
        self.creates.append(
            {**kind_of(self.kind).first, "name": name} | ({"external_id": number} if number else {})
        )
        self._by_name.setdefault(spelling_key(name), []).append(pending)
        if number:
            self._by_number[number_key(number)] = pending
        return pending

    def _complete(self, found: Reference, name: str | None, number: str | None) -> None:
        """Gives a salesperson known by one of number and name the other, when a row has both."""
        if not (self._numbered and name and number):
            return
        lacking: dict[str, str] = {}
        if not self.value(found, "external_id"):
            lacking["external_id"] = number
            self._by_number[number_key(number)] = found
        if self.value(found, "name") == number:
            lacking["name"] = name
        if not lacking:
            return
        if isinstance(found, Pending):
            self.creates[found.index].update(lacking)
        else:
            self.completes[found] = lacking


def changed_fields(
    kind: str, values: Mapping[str, Any], stored: Stored, directories: Mapping[str, Directory]
) -> tuple[dict[str, Any], tuple[ImportedChange, ...]]:
    """Gives the values that differ from the stored ones, and each difference in words.

    Only what the file says is compared: a field that is not in the row stays as it is.
    """
    changed: dict[str, Any] = {}
    changes: list[ImportedChange] = []
    own = stored.get("currency")
    currencies = (own, values.get("currency") or own)
    for declared in fields_of(kind):
        if declared.name not in values or _equal(declared.name, values[declared.name], stored[declared.name]):
            continue
        changed[declared.name] = values[declared.name]
        before = _shown(declared, stored[declared.name], directories)
        after = _shown(declared, values[declared.name], directories)
        changes.append(ImportedChange(declared.name, declared.label, before, after, currencies))
    return changed, tuple(changes)


def _equal(name: str, new: Any, old: Any) -> bool:
    if name == "external_id" and new and old:
        return number_key(new) == number_key(old)
    if isinstance(new, float) and isinstance(old, int | float):
        return math.isclose(new, old, rel_tol=1e-9, abs_tol=1e-9)
    return new == old


def _shown(declared: Field, value: Any, directories: Mapping[str, Directory]) -> Any:
    if declared.type is FieldType.REFERENCE and declared.refers_to in directories:
        return directories[declared.refers_to].title(value)
    if declared.type is FieldType.CHOICE:
        return declared.choice_label(value)
    return value


DEFAULT_CURRENCY = "USD"
COMES_BACK = frozenset({"stage"})
"""Kinds that a file brings back although one of the same name is in the Trash: a deal needs a stage to be seen in."""


@frozen
class KnownDesk:
    """The records of the imported kind and of every kind it refers to, by id, and those in the Trash.

    `first_stages` are the stages a desk is made with, as long as nobody has used or changed them; `told_same` are
    other names, by kind, that somebody has said are those of records, and `told_apart` those that are another's;
    `told` says what stages of a file mean that do not say it themselves; `read` reads the records of other kinds. By
    its `stand` it is known whether anybody has changed these records since. An empty one stands for a desk that is not
    there yet.
    """

    records: Mapping[str, Mapping[int, Stored]] = field(default_factory=dict[str, Mapping[int, Stored]])
    trash: Mapping[str, Mapping[int, Stored]] = field(default_factory=dict[str, Mapping[int, Stored]])
    first_stages: frozenset[int] = frozenset()
    currency: str = DEFAULT_CURRENCY
    today: date | None = None
    told_same: Mapping[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    told_apart: frozenset[tuple[str, str, int]] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict[str, str])
    read: Callable[[str], Mapping[int, Stored]] | None = None
    stand: int = 0

    def of(self, kind: str) -> Mapping[int, Stored]:
        """Gives the records of a kind by their id."""
        return self.records.get(kind, {})

    def all_of(self, kind: str) -> Mapping[int, Stored]:
        """Gives the records of any kind by their id, read now where they are not among those the file is about."""
        return self.of(kind) if kind in self.records or self.read is None else self.read(kind)

    def trashed(self, kind: str) -> Mapping[int, Stored]:
        """Gives name and number of the records of a kind in the Trash, by id."""
        return self.trash.get(kind, {})


def load_known(desk: DeskFile, kind: str) -> KnownDesk:
    """Reads what importing deals, products, accounts, people or quotas is compared with."""
    record_kind = RECORD_OF[kind]
    referred = {f.refers_to for f in fields_of(record_kind) if f.type is FieldType.REFERENCE and f.importable}
    kinds = (record_kind, *sorted(referred))
    stand = desk.rows(*stand_of(kinds))[0]["stand"]
    with desk.read() as session:
        records = {of: dict(_read(session, of)) for of in kinds}
        settings = model_of("team_settings")
        currency = session.scalar(select(getattr(settings, "currency")))  # noqa: B009 - found by its kind
    trash = {of: _trashed(desk, of) for of in records if of not in COMES_BACK}
    first = first_stages(desk) if "stage" in records else frozenset[int]()
    same, apart = _judged_names(desk)

    def _more(of: str) -> Mapping[int, Stored]:
        with desk.read() as session:
            return dict(_read(session, of))

    return KnownDesk(
        records,
        trash,
        first,
        currency or DEFAULT_CURRENCY,
        desk.now().date(),
        same,
        apart,
        read=_more,
        stand=stand,
    )


def stand_of(kinds: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Gives the question, with its values, for a number that every change of records of these kinds moves on."""
    sql = "SELECT coalesce(max(id), 0) AS stand FROM change_log WHERE kind IN (SELECT value FROM json_each(:kinds))"
    return sql, {"kinds": json.dumps(sorted(kinds))}


def _judged_names(
    desk: DeskFile,
) -> tuple[dict[tuple[str, str], int], frozenset[tuple[str, str, int]]]:
    """Reads which names somebody has said to be the same, and which not; the last word on a spelling counts."""
    rows = desk.rows(
        "SELECT name, same, salesperson_id, account_id FROM name_in_files WHERE deleted_at IS NULL ORDER BY id"
    )
    judged = [
        (kind, row["name"], row[f"{kind}_id"], row["same"])
        for row in rows
        for kind in ("salesperson", "account")
        if row[f"{kind}_id"]
    ]
    last = {(kind, spelling_key(name)): (name, record_id) for kind, name, record_id, same in judged if same}
    names = {(kind, name): record_id for (kind, _key), (name, record_id) in last.items()}
    return names, frozenset((kind, name, record_id) for kind, name, record_id, same in judged if not same)


def _read(session: Session, kind: str) -> Iterator[tuple[int, Stored]]:
    model = model_of(kind)
    names = [declared.name for declared in fields_of(kind)]
    statement = select(model.id, *(getattr(model, name) for name in names)).order_by(model.id)
    for number, *values in session.execute(statement):
        yield number, dict(zip(names, values, strict=True))


def _trashed(desk: DeskFile, kind: str) -> dict[int, Stored]:
    """Reads by what the records in the Trash are recognised."""
    numbered = any(declared.name == "external_id" for declared in fields_of(kind))
    title, number = kind_of(kind).title, "external_id" if numbered else "NULL"
    rows = desk.rows(
        f"SELECT id, {title} AS name, {number} AS external_id FROM {kind} WHERE deleted_at IS NOT NULL"
    )
    return {row["id"]: {"name": row["name"], "external_id": row["external_id"]} for row in rows}


class TrashMatcher:
    """The records of one kind in the Trash, by their numbers and, where a name is who they are, by their names."""

    def __init__(self, known: KnownDesk, kind: str) -> None:
        trash, stored = known.trashed(kind).values(), known.of(kind).values()
        self._numbers = {number_key(each["external_id"]) for each in trash if each["external_id"]}
        self._by_name = ("name",) in kind_of(kind).identity
        live = {spelling_key(each["name"]) for each in stored} if self._by_name else set[str]()
        names = {spelling_key(each["name"]): each["external_id"] for each in trash if self._by_name}
        self._names = {name: number for name, number in names.items() if name not in live}

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Tells whether a row is about one of them: the number decides, else the name."""
        number, name = values.get("external_id"), values.get("name")
        if number and number_key(number) in self._numbers:
            return True
        if not (self._by_name and isinstance(name, str)) or spelling_key(name) not in self._names:
            return False
        return not number or not self._names[spelling_key(name)]
