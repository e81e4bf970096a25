"""Turns dates as people and systems write them into dates, once the order of day, month and year is known."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from dateutil.parser import parserinfo

from salesdesk.env.errors import UserError
from salesdesk.exchange.clocks import with_plain_clock
from salesdesk.exchange.table import Cell
from salesdesk.frozen import frozen
from salesdesk.services.importing.words import words_for

if TYPE_CHECKING:
    from babel import Locale

DateOrder = Literal["dmy", "mdy", "ymd"]
DATE_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")

_TIME = r"(?:[T\s,]+\d{1,2}[:.h]\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.\s])\s?(\d{{1,2}})\2\s?(\d{{1,2}})\.?{_TIME}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.\s])\s?(\d{{1,2}})\2\s?(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_STAMP = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})T?\d{4,6}Z?")
_EAST_ASIAN = re.compile(
    r"(\d{4}|(?:令和|平成|昭和)(?:\d{1,2}|元))[年년]\s*(\d{1,2})[月월](?:\s*(\d{1,2})[日일])?.{0,20}"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_EPOCH = re.compile(r"(?:/Date\()?(-?\d{10}|\d{13})(?:\.0+)?(?:\)/)?")
_WEEKDAY_BESIDE = re.compile(
    r"^[^\W\d_]{1,12}\.?,?\s+(?=\d{1,4}[-/.]\s?\d)|\s*(\([^\W\d_]{1,10}\.?\)|\s[rг]\.?)$"
    r"|\s*(?:周|週|星期)[一二三四五六日天]"
)
_MONTH = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})|(\d{1,2})[-/.]((?:19|20)\d{2})")
_QUARTER = re.compile(r"Q([1-4])[\s/.-]*((?:19|20)\d{2})|((?:19|20)\d{2})[\s/.-]*Q([1-4])", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{3,}")
_EMPTY = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[T\s].*)?")
_EMPTY_WHOLE = frozenset({"0", "00000000", "99991231", "2958465"})
_EMPTY_DAYS = frozenset(
    {(0, 1, 1900), (1, 1, 1900), (12, 30, 1899), (12, 31, 1899), (1, 1, 1753), (1, 1, 1601), (1, 1, 1970)}
)
_FOREVER = 2900
_BARE = re.compile(r"-?\d+([.,]\d*)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_DAYS_TO_1904 = 1_462
_SERIALS = range(18_264, 73_051)  # 1950 to 2099: what a bare number in a date column can mean
_EPOCH_SECONDS = range(631_152_000, 4_102_444_800)  # 1990 to 2099
_CONTRADICTIONS = 0.05


class DateOrderUnclearError(UserError):
    """Asks for the order of dates that can be read both ways; `column` and `example` are for the question."""

    def __init__(self, file_name: str, column: str, example: str) -> None:
        super().__init__(
            _(
                "The dates in “{file_name}”, such as {example} under “{column}”, can be read day first or month first, "
                "so nothing was imported; say which with --date-order dmy or --date-order mdy.",
                file_name=file_name,
                example=example,
                column=column,
            )
        )
        self.column = column
        self.example = example


@frozen
class OrderEvidence:
    """How many dates can only be day first, only month first, or either; with one example of either."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    example: str = ""

    def __add__(self, other: "OrderEvidence") -> "OrderEvidence":
        return OrderEvidence(
            self.day_first + other.day_first, self.month_first + other.month_first,
            self.either + other.either, self.example or other.example,
        )  # fmt: skip

    @property
    def order(self) -> DateOrder | None:
        """Gives the order the dates agree on; None where they leave it open. A few slips do not count."""
        most, least = sorted((self.day_first, self.month_first), reverse=True)
        if most == 0:
            return None if self.either else "ymd"
        if least > _CONTRADICTIONS * most:
            return None
        return "dmy" if self.day_first > self.month_first else "mdy"


def order_evidence(cells: Iterable[Cell]) -> OrderEvidence:
    """Counts what a column's dates say about their order; dates with dots are day first everywhere."""
    counts = {"day": 0, "month": 0, "either": 0}
    alike = telling = ""
    for text in dict.fromkeys(with_plain_clock(cell.strip()) for cell in cells if isinstance(cell, str)):
        found = _YEAR_LAST.fullmatch(text)
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        if not (first and second):
            continue
        if first > 12 or (found[2] == "." and second <= 12):
            counts["day"] += 1
        elif second > 12:
            counts["month"] += 1
        else:
            counts["either"] += 1
            # 4/4/2024 would be no question: the example is the first date whose two readings differ, if any does.
            alike, telling = alike or text, telling or (text if first != second else "")
    return OrderEvidence(counts["day"], counts["month"], counts["either"], telling or alike)


def parse_date(cell: Cell, order: DateOrder | None) -> date:
    """Reads a date; raises ValueError where the cell holds none.

    Takes ISO dates with or without a time, numeric dates in the given order, bare spreadsheet serials, seconds
    and milliseconds since 1970, East Asian dates, names of months in thirteen languages, “2024-03” and “Q1 2024”
    (which mean their first day).
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or cell is None:
        raise ValueError("not a date")
    if isinstance(cell, int | float):
        return _from_serial(cell)
    if not isinstance(cell, str):
        raise ValueError("not a date")
    text = with_plain_clock(unicodedata.normalize("NFKC", cell).strip())
    plain = _WEEKDAY_BESIDE.sub("", text).strip()
    return _from_digits(plain, order) or _from_period(text) or _from_words(text)


def says_no_date(cell: Cell) -> bool:
    """Tells whether a cell holds what databases and spreadsheets write for no date, as 0000-00-00 or 9999-12-31."""
    if isinstance(cell, date):
        return _is_no_day((cell.year, cell.month, cell.day))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(int(cell)) in _EMPTY_WHOLE
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    found = _EMPTY.fullmatch(text)
    return text in _EMPTY_WHOLE or bool(found and _is_no_day(tuple(int(each) for each in found.groups())))


def _is_no_day(numbers: tuple[int, ...]) -> bool:
    year = max(numbers)
    return year < 2 or year >= _FOREVER or tuple(sorted(numbers)) in _EMPTY_DAYS


def looks_like_date(cell: Cell) -> bool:
    """Tells whether a cell can be read as a date in some order; a bare number is not taken for one."""
    if isinstance(cell, int | float):
        return False
    if isinstance(cell, str) and _BARE.fullmatch(cell.strip()) and not _COMPACT.fullmatch(cell.strip()):
        return False
    return says_no_date(cell) or any(_readable(cell, order) for order in ("dmy", "mdy"))


def later_serial(cell: Cell) -> Cell:
    """Gives the number of a day counted from 1904 as one counted from 1900; any other cell as it is."""
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        return cell
    return cell + _DAYS_TO_1904 if int(cell) in _SERIALS else cell


def looks_like_serial(cell: Cell) -> bool:
    """Tells whether a bare number lies where spreadsheets and computers keep the dates of our time."""
    if isinstance(cell, str) and (
        re.fullmatch(r"\d{5}(\.\d+)?", cell.strip()) or _EPOCH.fullmatch(cell.strip())
    ):
        cell = float(cell.strip().removeprefix("/Date(").removesuffix(")/"))
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        return False
    return int(cell) in _SERIALS or _epoch_seconds(cell) in _EPOCH_SECONDS


def _readable(cell: Cell, order: DateOrder) -> bool:
    try:
        parse_date(cell, order)
    except (ValueError, OverflowError):
        return False
    return True


def _epoch_seconds(number: float) -> int:
    """Gives a number of seconds since 1970 that may have been written in milliseconds."""
    return int(number / 1000 if abs(number) > _EPOCH_SECONDS.stop else number)


def _from_serial(number: float) -> date:
    if (seconds := _epoch_seconds(number)) in _EPOCH_SECONDS:
        return datetime.fromtimestamp(seconds, UTC).date()
    if int(number) not in _SERIALS:
        raise ValueError("not a date")
    return _EXCEL_DAY_ZERO + timedelta(days=int(number))


def _from_digits(text: str, order: DateOrder | None) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        return _ordered(int(found[1]), int(found[3]), found[4], order)
    if found := _EPOCH.fullmatch(text):
        return _from_serial(float(found[1]))
    if found := _EAST_ASIAN.fullmatch(text):
        return date(_any_year(found[1]), int(found[2]), int(found[3] or 1))
    if found := _COMPACT.fullmatch(text) or _STAMP.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_serial(float(text))
    return None


def _any_year(text: str) -> int:
    """Gives the year of our count for one of a Japanese era too, as 令和6."""
    era = _ERAS.get(text[:2])
    return int(text) if era is None else era + int(text[2:].replace("元", "1"))


def _ordered(first: int, second: int, last: str, order: DateOrder | None) -> date:
    if order == "ymd" and len(last) == 2:
        return date(_full_year(first), second, int(last))
    year = int(last) if len(last) == 4 else _full_year(int(last))
    if order == "mdy":
        return date(year, first, second)
    if order == "dmy":
        return date(year, second, first)
    raise ValueError("not a date whose order is known")


def _full_year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < 70 else 1900)


def _from_period(text: str) -> date | None:
    if found := _QUARTER.fullmatch(text):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return date(year, 3 * quarter - 2, 1)
    if found := _MONTH.fullmatch(text):
        return date(int(found[1] or found[4]), int(found[2] or found[3]), 1)
    return None


def _from_words(text: str) -> date:
    """Reads a date with the name of a month; two defaults show whether year and month were both there."""
    if not _WORDS.search(text) or not re.search(r"\d", text) or len(text) > 40:
        raise ValueError("not a date")
    from dateutil import parser

    with_names = _month_names()
    readings = [
        parser.parse(text, with_names, default=default, ignoretz=True).date()
        for default in (datetime(1998, 1, 1), datetime(2003, 5, 1))
    ]
    if readings[0] != readings[1]:
        raise ValueError("not a whole date")
    return readings[0]


def month_number(name: str) -> int | None:
    """Gives the number of a month by its name in any of our languages."""
    return _month_names().month(name)


@cache
def _month_names() -> parserinfo:
    """Gives dateutil the names of months in all our languages; names of weekdays are passed over."""
    from babel import Locale
    from dateutil.parser import parserinfo

    locales = [Locale(language) for language in words_for("language", "code")]
    months = [names | _spellings(locales, "months", number) for number, names in enumerate(_MORE_MONTHS, 1)]
    taken = {name for names in months for name in names}
    weekdays = {name for number in range(7) for name in _spellings(locales, "days", number)}
    words = {
        "MONTHS": [tuple(sorted(names)) for names in months],
        "JUMP": [
            *parserinfo.JUMP,
            "de",
            "del",
            "der",
            "den",
            "di",
            "er",
            "г",
            "r",
            "года",
            "roku",
            *sorted(weekdays - taken),
        ],
    }
    return type("MonthNames", (parserinfo,), words)(dayfirst=True)


_MORE_MONTHS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split()) for names in ("", "", "mrz", "", "", "", "", "", "sept", "", "", "")
)


def _spellings(locales: "Iterable[Locale]", sort: Literal["months", "days"], number: int) -> set[str]:
    """Gives how a month or a weekday is written in some languages, with and without its point and accents."""
    found = set[str]()
    for locale in locales:
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = str(getattr(locale, sort)[use][width][number]).lower()
                if not name[0].isdigit():
                    found |= {name, name.rstrip("."), _without_accents(name.rstrip("."))}
    return found


def _without_accents(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
