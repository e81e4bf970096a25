"""Finds where words name a person, and blanks the name there: in every text that is stored, and in the journal."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, cast

from sqlcipher3 import dbapi2

from salesdesk.env.errors import DeskFileError, UserError
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import Field, FieldType
from salesdesk.store.examine import open_untouched
from salesdesk.store.runs import packed, unpacked

BLANK: Final = "…"
_WORDS: Final = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_GAP: Final = r"(?:\s|\\[nrt])+"
_SHORTEST: Final = 3
"""Fewer letters of a first name are found in too many words that are none."""
Named = re.Pattern[str]


@frozen
class Mention:
    """Words about others that name a person, for certain or perhaps: where they stand and what they say."""

    kind: str
    record_id: int
    field: Field
    words: str
    certain: bool


def names_of(connection: dbapi2.Connection, person_id: int) -> tuple[str, ...]:
    """Gives the names of a person, now and before, as files spell them, and the address for e-mail."""
    own = connection.execute("SELECT name, email FROM salesperson WHERE id = ?", (person_id,)).fetchone()
    spelled = connection.execute(
        "SELECT name FROM name_in_files WHERE salesperson_id = ? AND same", (person_id,)
    ).fetchall()
    renamed = connection.execute(
        "SELECT json_extract(fields, '$.name[0]') FROM change_log WHERE kind = 'salesperson' AND record_id = ? "
        "AND op = 'U' AND last_id IS NULL",
        (person_id,),
    ).fetchall()
    found = [*own, *(row[0] for row in spelled), *(row[0] for row in renamed)]
    return tuple(dict.fromkeys(name.strip() for name in found if isinstance(name, str) and name.strip()))


def is_named_in(copy: Path, names: Sequence[str]) -> bool | None:
    """Tells whether a copy of a desk has somebody of one of these names or addresses; None where it cannot be read."""
    marks = ", ".join("?" * len(names))
    sql = f"SELECT 1 FROM salesperson WHERE name IN ({marks}) OR email IN ({marks}) LIMIT 1"
    try:
        with closing(open_untouched(copy)) as connection:
            return connection.execute(sql, (*names, *names)).fetchone() is not None
    except (OSError, dbapi2.Error, UserError, DeskFileError):
        return None


def naming(names: Iterable[str]) -> Named:
    """Gives the pattern of whole names, also as JSON writes them; a single word names too many to be one."""
    whole = [name for name in names if len(name.split()) > 1 or "@" in name]
    return _any_of(spelling for name in whole for spelling in {name, json.dumps(name)[1:-1]})


def perhaps_naming(names: Iterable[str]) -> Named:
    """Gives the pattern of the first and last words of names, which may name somebody else."""
    words = {word.strip(".,") for name in names if "@" not in name for word in name.split()}
    return _any_of(word for word in words if len(word) >= _SHORTEST)


def is_shared_name(connection: dbapi2.Connection, person_id: int, named: Named) -> bool:
    """Tells whether somebody else has one of the names too, or a longer one that begins with it."""
    rows = connection.execute("SELECT name FROM salesperson WHERE id IS NOT ?", (person_id,)).fetchall()
    return any(named.search(row["name"]) for row in rows)


def all_mentions(connection: dbapi2.Connection, names: Sequence[str]) -> Iterator[Mention]:
    """Gives the texts of records that are not chosen to go and name somebody, those that do for certain first."""
    certain = naming(names)
    yield from _mentions(connection, certain, certain=True)
    for mention in _mentions(connection, perhaps_naming(names), certain=False):
        if not certain.search(mention.words):
            yield mention


def _mentions(connection: dbapi2.Connection, named: Named, *, certain: bool) -> Iterator[Mention]:
    for kind in models():
        for field in _texts_of(kind):
            sql = (
                f"SELECT id, {field.name} FROM {kind} WHERE {field.name} IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM purged p WHERE p.kind = '{kind}' AND p.id = {kind}.id)"
            )
            for number, words in connection.execute(sql):
                if named.search(words):
                    yield Mention(kind, number, field, words, certain)


def blank_names(connection: dbapi2.Connection, named: Named, called: str = "") -> int:
    """Blanks a name in every text of every record and in the journal; gives in how many texts of records.

    A text that is nothing but the name says what the person is `called` from now on. Done while logs stand back.
    """

    def _blanked(words: str) -> str:
        return called if called and named.fullmatch(words) else named.sub(BLANK, words)

    count = 0
    for kind in models():
        for field in _texts_of(kind):
            rows = connection.execute(f"SELECT id, {field.name} FROM {kind} WHERE {field.name} IS NOT NULL")
            changed = [(_blanked(words), number) for number, words in rows if named.search(words)]
            connection.executemany(f"UPDATE {kind} SET {field.name} = ? WHERE id = ?", changed)
            count += len(changed)
    _blank_journal(connection, named, _blanked)
    return count


def _blank_journal(connection: dbapi2.Connection, named: Named, blanked: Callable[[str], str]) -> None:
    for number, name in connection.execute("SELECT id, name FROM step").fetchall():
        if named.search(name):
            connection.execute("UPDATE step SET name = ? WHERE id = ?", (blanked(name), number))
    # By number, since a long journal would not fit into memory.
    for (number,) in connection.execute("SELECT id FROM change_log").fetchall():
        fields, run = connection.execute(
            "SELECT fields, run FROM change_log WHERE id = ?", (number,)
        ).fetchone()
        if fields and named.search(fields):
            text = json.dumps(_within(json.loads(fields), blanked), ensure_ascii=False, separators=(",", ":"))
            connection.execute("UPDATE change_log SET fields = ? WHERE id = ?", (text, number))
        if run:
            ids, columns = unpacked(run)
            kept = _within(columns, blanked)
            if kept != columns:
                connection.execute("UPDATE change_log SET run = ? WHERE id = ?", (packed(ids, kept), number))


def _within(value: Any, blanked: Callable[[str], str]) -> Any:
    """Gives a value with each text in it blanked."""
    if isinstance(value, str):
        return blanked(value)
    if isinstance(value, list):
        return [_within(each, blanked) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {name: _within(each, blanked) for name, each in cast("dict[str, Any]", value).items()}
    return value


def _texts_of(kind: str) -> Sequence[Field]:
    """Gives the fields of a kind that hold words; the name of another person is no word about this one."""
    found = [field for field in fields_of(kind) if field.type in _WORDS]
    return [field for field in found if (kind, field.name) != ("salesperson", kind_of(kind).title)]


def _any_of(spellings: Iterable[str]) -> Named:
    parts = sorted({_GAP.join(map(re.escape, each.split())) for each in spellings}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)
