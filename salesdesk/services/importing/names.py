"""Tells two spellings of one name to be the same, and from the words of a stage whether a deal is won, lost or open."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal

from salesdesk.env.folding import folded
from salesdesk.services.importing.words import ranked_words, words_for


@cache
def spelling_key(name: str) -> str:
    """Gives a name without case, spaces and punctuation: “GTX Pro” and “gtx-pro” are the same name.

    Letters and digits all count, accents too, so that nothing is guessed.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(sign for sign in plain if sign.isalnum())
    return kept or plain.strip()


_OF_SALESFORCE: Final = re.compile(r"[0a][0-9A-Za-z]{14}(?:[A-Z0-5]{3})?")
_CHECKS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def number_key(number: str) -> str:
    """Gives a record's number as programs and spreadsheets do not change it: “OPP-17” and “ opp-17” are the same.

    Case, spaces, an apostrophe before it and zeros before digits do not count. In the fifteen signs of Salesforce
    case does; its eighteen are the same fifteen with a check behind them.
    """
    plain = number if number.isascii() else unicodedata.normalize("NFKC", number)
    plain = "".join(plain.split()).lstrip("'’")
    if plain.isdecimal():
        return plain.lstrip("0") or "0"
    if _OF_SALESFORCE.fullmatch(plain) and (len(plain) == 15 or plain[15:] == _check(plain[:15])):
        return plain[:15]
    return plain.casefold()


def _check(number: str) -> str:
    """Gives the three signs that say which letters of a number of Salesforce are capitals."""
    parts = (number[start : start + 5] for start in range(0, 15, 5))
    return "".join(_CHECKS[sum(sign.isupper() << place for place, sign in enumerate(part))] for part in parts)


_MARK: Final = re.compile(r"\s*(?:[(\[]([^()\[\]]+)[)\]]|\s[-–—]\s+([^()\[\]–—-]+))\s*$")


def without_mark(name: str) -> str:
    """Gives a person’s name without the mark behind it of somebody who has left, such as “(Deactivated User)”."""
    found = _MARK.search(name)
    left = found and " ".join((found[1] or found[2]).casefold().split()) in words_for("person", "left")
    return name[: found.start()] if found and left and found.start() else name


_LONGEST_NAME: Final = 5
_SHORT: Final = 3
"""Letters up to which a word must stand alone to tell an outcome: “Win” does, “Win plan agreed” does not."""
_PARTS = re.compile(r"[:;|>\[\]–—]|\s-\s")
_ASIDE = re.compile(r"\(([^()]*)\)")
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""A sign of a language that parts its words by nothing."""


def parted_by_nothing(word: str) -> bool:
    """Tells whether a word is of a language that puts no space between its words."""
    return bool(_UNPARTED.search(word))


@cache
def outcome_of(words: str) -> str | None:
    """Gives "won", "lost" or "open" for the name of a stage or a status; None where the words do not say.

    “Not won” is lost, “not yet won” is open; what stands in brackets counts where the rest says nothing.
    """
    plain = re.sub(r"n['’]t\b", "nt", words.casefold())
    parts = [*_PARTS.split(_ASIDE.sub(" ", plain)), *_ASIDE.findall(plain)]
    told = [outcome for part in parts if (outcome := _told_by(_tokens(part), part))]
    return next((outcome for outcome in told if outcome != "open"), told[0] if told else None)


def _tokens(part: str) -> list[str]:
    found = re.findall(r"[^\W\d_]+", folded(part))
    return [token for token in found if len(token) > 1 or parted_by_nothing(token)]


def _told_by(tokens: Sequence[str], part: str) -> str | None:
    """Gives the outcome one part of a name tells, if it is short enough to be a name."""
    if not tokens or len(tokens) > _LONGEST_NAME:
        return None
    if parted_by_nothing(part):
        return _told_unparted("".join(tokens))
    if lost := _found("lost", tokens):
        return "open" if _negation(tokens, lost[0]) else "lost"
    if won := _found("won", tokens):
        return _negation(tokens, won[0]) or "won"
    if tuple(tokens) in _phrases("outcome", "won_alone"):
        return "won"
    return "open" if _found("open", tokens) else None


def _found(outcome: str, tokens: Sequence[str]) -> list[int]:
    """Gives where words of an outcome stand among the tokens."""
    return [
        start
        for start in range(len(tokens))
        for words in _phrases("outcome", outcome)
        if tuple(tokens[start : start + len(words)]) == words
        and (not _too_short(outcome, words) or {(token,) for token in tokens} - {words} <= _beside())
    ]


@cache
def _too_short(outcome: str, words: tuple[str, ...]) -> bool:
    """Tells whether a word must stand alone: a short one that is not the usual one of its language."""
    usual = {folded(word) for word, place in ranked_words("outcome", outcome).items() if place == 0}
    return len(words) == 1 and len(words[0]) <= _SHORT and words[0] not in usual


@cache
def _beside() -> frozenset[tuple[str, ...]]:
    """Gives the words beside which a short one still stands alone."""
    return _phrases("outcome", "not") | _phrases("outcome", "yet") | {("closed",), ("deal",), ("did",)}


@cache
def _phrases(section: str, concept: str) -> frozenset[tuple[str, ...]]:
    """Gives the words of a concept as tokens; one letter counts where it is all, as in names: “w toku” is “toku”."""
    phrases = (folded(words).split() for words in words_for(section, concept))
    return frozenset(tuple(word for word in words if len(word) > 1) or tuple(words) for words in phrases)


def _negation(tokens: Sequence[str], place: int) -> str | None:
    """Gives what a win at a place among the tokens becomes by the words before it, None where they leave it one."""
    before = {(token,) for token in tokens[max(0, place - 3) : place]}
    if not before & _phrases("outcome", "not"):
        return None
    return "open" if {(token,) for token in tokens} & _phrases("outcome", "yet") else "lost"


def _told_unparted(text: str) -> str | None:
    """Gives the outcome of a name whose words nothing parts: the longest known word in it, and what stands before."""
    if text in _unparted("outcome", "won_alone"):
        return "won"
    known = ((word, outcome) for outcome in ("lost", "won", "open") for word in _unparted("outcome", outcome))
    found = max((each for each in known if each[0] in text), key=lambda each: len(each[0]), default=None)
    if found is None:
        return None
    word, outcome = found
    before = text[: text.index(word)]
    if outcome != "won" or not before:
        return outcome
    if before[-1] in _unparted("outcome", "yet"):
        return "open"
    return "lost" if before[-1] in _unparted("outcome", "not") else outcome


@cache
def _unparted(section: str, concept: str) -> tuple[str, ...]:
    return tuple(folded(word) for word in words_for(section, concept) if parted_by_nothing(word))


@cache
def flag_of(words: str) -> bool | None:
    """Gives what a word for yes or no says; None for any other word."""
    plain = folded(words)
    return next(
        (told for concept, told in (("yes", True), ("no", False)) if (plain,) in _phrases("flag", concept)),
        None,
    )


@cache
def put_away(word: str) -> Literal["deleted", "archived", ""]:
    """Tells what the word of a status or a stage says of where the deal is kept."""
    plain = folded(word).strip()
    if plain in map(folded, words_for("outcome", "deleted")):
        return "deleted"
    return "archived" if plain in map(folded, words_for("outcome", "archived")) else ""


@cache
def activity_of(words: str) -> bool | None:
    """Gives whether a word such as “Active”, “Deactivated” or “yes” says that somebody is still there."""
    plain = " ".join(words.casefold().split())
    for concept, told in (("left", False), ("active", True)):
        if plain in words_for("person", concept):
            return told
    return False if put_away(words) else flag_of(words)


def stage_outcome(name: str) -> str:
    """Gives the outcome a stage of this name stands for; any stage that is neither won nor lost is open."""
    outcome = outcome_of(name)
    return outcome if outcome in ("won", "lost") else "open"


def stage_rank(name: str, outcome: str) -> int:
    """Gives the place of a stage among others: early, middle and late ones, then won, then lost."""
    if outcome != "open":
        return 3 if outcome == "won" else 4
    if any(_holds(name, _stems("early"))):
        return 0
    return 2 if any(_holds(name, _stems("late"))) else 1


def is_proposal(name: str) -> bool:
    """Tells from its name whether a stage is one in which a proposal is out."""
    return any(_holds(name, (*_stems("proposal"), *_stems("late", _TALKS))))


_TALKS: Final = 2
"""How many of the late words of a language, the first, are of talks about a proposal and of its contract."""


@cache
def _stems(concept: str, most: int = 99) -> tuple[str, ...]:
    return tuple(folded(word) for word, place in ranked_words("stage", concept).items() if place < most)


def _holds(name: str, stems: Sequence[str]) -> Iterator[bool]:
    """Says of each beginning of a word whether it is in a name; a short one only where a word begins."""
    plain = " " + folded(name)
    for stem in stems:
        yield (stem if len(stem) > _SHORT or parted_by_nothing(stem) else " " + stem) in plain
