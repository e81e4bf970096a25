"""Packs what a step did to many records at once into few lines of the log, and gives it back record by record."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

RECORDS_IN_A_RUN = 500
"""So many records at most share one packed line, so that the history of one of them unpacks little."""
MOST_BYTES = 64 << 20
"""So many bytes one run unpacks to at most; a few thousand of another program may stand for gigabytes."""
_FAST = 1


class UnreadableError(ValueError):
    """Says that something in the log is nothing that SalesDesk wrote."""


def packed(ids: Sequence[int], fields: Mapping[str, Sequence[Any]]) -> bytes:
    """Packs the ids of records and, by field, a value for each of them, in the order of the ids."""
    said = json.dumps({"ids": ids, "fields": fields}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(said.encode(), _FAST)


def inflated(data: bytes) -> bytes:
    """Gives back what zlib packed, as much as is bounded; raises UnreadableError where it is more."""
    unpacker = zlib.decompressobj()
    said = unpacker.decompress(data, MOST_BYTES)
    if unpacker.unconsumed_tail:
        raise UnreadableError
    return said


def unpacked(data: Any) -> tuple[list[int], dict[str, list[Any]]]:
    """Gives back what was packed; raises UnreadableError where it is nothing of the kind, or far too much."""
    try:
        found = json.loads(inflated(data))
        ids: list[int] = found["ids"]
        fields: dict[str, list[Any]] = found["fields"]
        if any(type(each) is not list or len(each) != len(ids) for each in (ids, *fields.values())):
            raise UnreadableError
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, zlib.error) as error:
        raise UnreadableError from error
    return ids, fields


def run_holds(data: bytes, record_id: int) -> bool:
    """Tells, for SQL, whether a record is one of those packed together; of what cannot be read any may be."""
    try:
        return record_id in unpacked(data)[0]
    except UnreadableError:
        return True


def records_in(
    op: str, first: int, last: int, data: bytes | None, *, newest_first: bool = False
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Gives id and fields of each record of a run; a field that did not change in a record is left out."""
    numbers: Sequence[int]
    numbers, columns = (range(first, last + 1), {}) if data is None else unpacked(data)
    places = range(len(numbers))
    for place in reversed(places) if newest_first else places:
        values = {name: column[place] for name, column in columns.items()}
        kept = values if op == "D" else {n: pair for n, pair in values.items() if pair is not None}
        yield numbers[place], kept


def in_runs(ids: Iterator[int]) -> Iterator[list[int]]:
    """Cuts ids into pieces of which each becomes one line."""
    while piece := list(islice(ids, RECORDS_IN_A_RUN)):
        yield piece
