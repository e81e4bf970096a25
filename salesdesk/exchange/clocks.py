"""Reads the time of day as people write it: “3:45 p. m.”, “下午3:45”, “午後3時45分”, “um 15:45 Uhr”."""

import re
import unicodedata
from datetime import time
from functools import cache

from salesdesk.services.importing.words import words_for

_NUMBERS = (
    r"(?P<hour>\d{1,2})\s?(?:[:.h点點]|[时時])\s?(?P<minute>\d{2})分?(?:[:.]?(?P<second>\d{2})(?:\.\d+)?秒?)?"
)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\b", re.IGNORECASE)
_LONGEST = 200
"""Letters of a day with its time, in words or not."""
_LETTERS = re.compile(r"[^\W\d_TZ]|[^\W\d_]{2}", re.IGNORECASE)


def with_plain_clock(text: str) -> str:
    """Gives a date with its time as digits behind it, where words tell of which half of the day that is, or lead to it.

    Any other text is given as it is.
    """
    if len(text) > _LONGEST or not _LETTERS.search(text):
        return text
    found = next((clock for clock in _worded().finditer(text) if _is_told(clock)), None)
    if found is None:
        return text
    told = found.groupdict()
    half = told["before"] or told["behind"]
    hour = int(told["hour"])
    if half and hour <= 12:
        hour = hour % 12 + 12 * _is_afternoon(half)
    if hour > 23 or int(told["minute"]) > 59:
        return text
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(" ,")
    return f"{rest} {hour:02}:{told['minute']}:{told['second'] or '00'}"


def _is_told(clock: re.Match[str]) -> bool:
    """Tells whether words or signs say that some digits are a time."""
    return any(clock[name] for name in ("before", "behind", "at", "sign")) or clock["numbers"].endswith("分")


def time_in(text: str) -> time:
    """Gives the time of day behind a date, midnight where it says none."""
    clocks = list(_CLOCK.finditer(with_plain_clock(unicodedata.normalize("NFKC", text))[6:]))
    if not clocks:
        return time()
    found = clocks[-1]
    hour = int(found[1]) % 12 + 12 * (found[4].lower() == "p") if found[4] else int(found[1])
    minute, second = int(found[2]), int(found[3] or 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else time()


@cache
def _worded() -> re.Pattern[str]:
    halves = "|".join((_any_of("morning"), _any_of("afternoon")))
    return re.compile(
        rf"(?:(?<![^\W\d_])(?P<at>{_any_of('at')})\s+)?(?:(?P<before>{halves})\s*)?(?P<numbers>(?<![\d.]){_NUMBERS}(?!\.?\d))"
        rf"(?:\s*(?P<behind>{halves})(?![^\W\d_]))?(?:\s*(?P<sign>{_any_of('clock')})(?![^\W\d_]))?",
        re.IGNORECASE,
    )


def _any_of(concept: str) -> str:
    """Gives what matches the words of a concept, with points behind what is cut short: “p m” is “p. m.” too."""
    words = sorted(words_for("clock", concept), key=len, reverse=True)
    return "|".join(r"\.?\s?".join(map(re.escape, word.split())) + r"\.?" for word in words)


@cache
def _is_afternoon(half: str) -> bool:
    return re.fullmatch(_any_of("afternoon"), half, re.IGNORECASE) is not None
