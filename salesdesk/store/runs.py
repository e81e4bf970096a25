"""Packs what a step did to many records at once into few lines of the log, and gives it back record by record."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

RECORDS_IN_A_RUN = 500
"""So many records at most share one packed line, so that the history of one of them unpacks little."""
_FAST = 1


def packed(ids: Sequence[int], fields: Mapping[str, Sequence[Any]]) -> bytes:
    """Packs the ids of records and, by field, a value for each of them, in the order of the ids."""
    said = json.dumps({"ids": ids, "fields": fields}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(said.encode(), _FAST)


def unpacked(data: bytes) -> tuple[list[int], dict[str, list[Any]]]:
    """Gives back what was packed."""
    found = json.loads(zlib.decompress(data))
    return found["ids"], found["fields"]


def run_holds(data: bytes, record_id: int) -> bool:
    """Tells, for SQL, whether a record is one of those packed together."""
    return record_id in unpacked(data)[0]


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
