"""Keeps which records on the desk the file of an import had, and which fields it told of them, in a bit each."""

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from salesdesk.store.runs import inflated

_PIECE: Final = 12
"""So many bits of a number say where in its piece it is, the rest which piece; gaps between pieces cost nothing."""
_WITHIN: Final = (1 << _PIECE) - 1
_PIECE_FULL: Final = (1 << (1 << _PIECE)) - 1
_RECORD: Final = ""
"""Stands in the place of a field for the whole record."""
OF_A_ROW: Final = "*"
"""Stands beside the fields of records that had a row of their own, and were not only named in others."""

Bits = dict[int, int]
"""Whether each number is one of those meant: pieces of 4096 bits, by their place."""


def bits_of(ids: Iterable[int]) -> Bits:
    """Gives numbers as bits."""
    pieces: dict[int, bytearray] = {}
    for number in ids:
        piece = pieces.setdefault(number >> _PIECE, bytearray(1 << _PIECE - 3))
        at = number & _WITHIN
        piece[at >> 3] |= 1 << (at & 7)
    return {place: int.from_bytes(piece, "little") for place, piece in pieces.items()}


def without(ids: Bits, others: Bits) -> Bits:
    """Gives the numbers that are not among others."""
    left = {place: piece & ~others.get(place, 0) for place, piece in ids.items()}
    return {place: piece for place, piece in left.items() if piece}


class ToldByFiles:
    """Which records files had, by kind, and of which fields they told the value, be it a new one or the same."""

    def __init__(self) -> None:
        self._bits: defaultdict[str, dict[str, Bits]] = defaultdict(dict)

    def add(self, kind: str, ids: Bits, fields: Iterable[str] = ()) -> None:
        """Takes in records that a file had, with the fields it told of them."""
        for name in (_RECORD, *fields) if ids else ():
            mine = self._bits[kind].setdefault(name, {})
            for place, piece in ids.items():
                mine[place] = mine.get(place, 0) | piece

    def add_all(self, other: "ToldByFiles") -> None:
        """Takes in all that another has."""
        for kind in other.kinds():
            for name in other.fields(kind):
                self.add(kind, other.bits(kind, name), () if name == _RECORD else (name,))

    def has(self, kind: str, number: int) -> bool:
        """Tells whether a record was in a file."""
        return self.tells(kind, number, _RECORD)

    def tells(self, kind: str, number: int, field: str) -> bool:
        """Tells whether a file told a field of a record."""
        piece = self._bits.get(kind, {}).get(field, {}).get(number >> _PIECE, 0)
        return bool(piece >> (number & _WITHIN) & 1)

    def kinds(self) -> list[str]:
        """Gives the kinds of the records."""
        return [*self._bits]

    def fields(self, kind: str) -> list[str]:
        """Gives the fields that were told of any record of a kind."""
        return [*self._bits.get(kind, {})]

    def bits(self, kind: str, field: str) -> Bits:
        """Gives the records of which a field was told."""
        return self._bits.get(kind, {}).get(field, {})

    def ids(self, kind: str) -> Iterator[int]:
        """Gives the numbers of all records of a kind that were in a file."""
        for place, piece in sorted(self._bits.get(kind, {}).get(_RECORD, {}).items()):
            for byte, eight in enumerate(piece.to_bytes(1 << _PIECE - 3, "little")):
                begin = (place << _PIECE) + (byte << 3)
                yield from (begin + bit for bit in range(8) if eight >> bit & 1)

    def forget(self, kind: str, ids: Bits) -> bool:
        """Forgets records, and tells whether there was any of them."""
        known = any(piece & ids.get(place, 0) for place, piece in self.bits(kind, _RECORD).items())
        for name, mine in self._bits.get(kind, {}).items():
            self._bits[kind][name] = without(mine, ids)
        return known

    def packed(self) -> str:
        """Gives it as it is stored: fields that were told of the same records stand together."""
        said: dict[str, list[Any]] = {}
        for kind, fields in self._bits.items():
            together: defaultdict[str, list[str]] = defaultdict(list)
            for name, ids in fields.items():
                together[json.dumps({place: f"{piece:x}" for place, piece in sorted(ids.items())})].append(
                    name
                )
            said[kind] = [[names, json.loads(ids)] for ids, names in together.items()]
        return base64.b64encode(zlib.compress(json.dumps(said, separators=(",", ":")).encode())).decode()


def unpacked_told(stored: str | None) -> ToldByFiles | None:
    """Gives back what was stored; None for an import of a time when that was not kept, and for what is none."""
    if not stored:
        return None
    from salesdesk.model import models

    told = ToldByFiles()
    try:
        said: Mapping[str, Any] = json.loads(inflated(base64.b64decode(stored, validate=True)))
        for kind, groups in said.items():
            for names, ids in groups:
                # What another program wrote may name anything, and a kind becomes the name of a table.
                if kind not in models():
                    continue
                bits = {int(place): int(piece, 16) & _PIECE_FULL for place, piece in ids.items()}
                told.add(kind, bits, [name for name in names if name != _RECORD])
    except (ValueError, TypeError, AttributeError, RecursionError, zlib.error):
        return None
    return told
