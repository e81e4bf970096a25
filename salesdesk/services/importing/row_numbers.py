"""Numbers of rows in a file, which name the sheet too where the rows of several sheets are read as one."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload


class RowNumber(int):
    """The place of a row among those of several sheets; in words it is the row's number in its own sheet, with that.

    It is counted on from one sheet to the next, so that it tells rows apart and their order.
    """

    sheet: str
    own: int

    @classmethod
    def of(cls, own: int, sheet: str, begins: int) -> "RowNumber":
        """Gives the number of a row of a sheet before which as many rows stand in the sheets above."""
        number = cls(begins + own)
        number.own, number.sheet = own, sheet
        return number

    def __str__(self) -> str:
        return _("{row} (sheet “{sheet}”)", row=self.own, sheet=self.sheet)

    def __format__(self, _how: str) -> str:
        return str(self)


def place_of(number: int) -> Mapping[str, Any]:
    """Gives what tells a row for a program: its number in the file, or in its sheet with the name of that."""
    return {"sheet": number.sheet, "row": number.own} if isinstance(number, RowNumber) else {"row": number}


class RowNumbers(Sequence[int]):
    """Numbers of very many rows, kept as mere numbers; each names its sheet again where it did."""

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        self._places, self._begins, self._sheets = array("q"), list[int](), list[str]()
        for number in numbers:
            self.append(number)

    def append(self, number: int) -> None:
        """Takes in a further number; those of a sheet follow those of the sheets before it."""
        self._places.append(number)
        if isinstance(number, RowNumber) and number.sheet not in self._sheets:
            at = bisect_right(self._begins, number - number.own)
            self._begins.insert(at, number - number.own)
            self._sheets.insert(at, number.sheet)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[int]:
        return map(self._named, self._places) if self._sheets else iter(self._places)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return self._named(self._places[place]) if self._sheets else self._places[place]

    def _named(self, place: int) -> int:
        at = bisect_right(self._begins, place - 1) - 1
        return RowNumber.of(place - self._begins[at], self._sheets[at], self._begins[at])
