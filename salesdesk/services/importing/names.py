"""Tells two spellings of one name to be the same, and from the words of a stage whether a deal is won, lost or open."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, Literal

from salesdesk.env.folding import folded
from salesdesk.services.importing.taken_up_again import is_either, is_in_unparted, is_object
from salesdesk.services.importing.words import folded_words, ranked_words, words_for


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


_MARK: Final = re.compile(
    r"\s*(?:[(\[（［【]([^()\[\]（）［］【】]+)[)\]）］】]|\s[-–—]\s+([^()\[\]–—-]+))\s*$"
)


def without_mark(name: str) -> str:
    """Gives a person’s name without the mark behind it of somebody who has left, such as “(Deactivated User)”."""
    found = _MARK.search(name)
    return name[: found.start()] if found and found.start() and _says_left(found[1] or found[2]) else name


@cache
def _says_left(mark: str) -> bool:
    """Tells whether a mark says nothing but that somebody has left, in whatever words: “left the company in 2024”."""
    plain = folded(unicodedata.normalize("NFKC", mark))
    if parted_by_nothing(plain):
        return any(word in plain for word in _unparted("person", "left"))
    words = _tokens(plain)
    if tuple(words) in _phrases("person", "left"):
        return True
    left = {word for word in words if (word,) in _phrases("person", "left") | _phrases("outcome", "deleted")}
    return bool(left) and all((word,) in _phrases("person", "beside") for word in words if word not in left)


_LONGEST_NAME: Final = 5
SHORT: Final = 3
"""Letters up to which a word must stand alone to tell an outcome: “Win” does, “Win plan agreed” does not."""
_PARTS = re.compile(r"[:;|>\[\]–—]|\s-\s")
_ASIDE = re.compile(r"\(([^()]*)\)")
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""A sign of a language that parts its words by nothing."""


@lru_cache(maxsize=4096)  # the same few words are asked about with every column
def parted_by_nothing(word: str) -> bool:
    """Tells whether a word is of a language that puts no space between its words."""
    return bool(_UNPARTED.search(word))


@cache
def outcome_of(words: str) -> str | None:
    """Gives "won", "lost" or "open" for the name of a stage or a status; None where the words do not say.

    “Not won” is lost, “not yet won” and “almost won” are open; what stands in brackets counts where the rest says
    nothing. A win beside words nobody knows is not said, nor is a loss in brackets, as in “Sent (lost customers)”.
    """
    told = _reading(words)
    return None if told == _PERHAPS else told


def is_unclear(words: str) -> bool:
    """Tells whether a name has a word for a win beside others that may take it back, or asks: “Won?”."""
    return _reading(words) == _PERHAPS


_PERHAPS: Final = "perhaps"
_QUESTION: Final = re.compile(r"[?？¿]")


@cache
def _reading(words: str) -> str | None:
    """Gives the outcome of a name, or that it may be one."""
    plain = re.sub(r"n['’]t\b", "nt", words.casefold().translate(_BRACKETS))
    parts, asides = _PARTS.split(_ASIDE.sub(" ", plain)), _ASIDE.findall(plain)
    told = _of_parts(parts, asides)
    return _PERHAPS if told not in ("open", None) and _QUESTION.search(plain) else told


_BRACKETS: Final = str.maketrans("（）［］：；", "()[]:;")


def without_asides(words: str) -> tuple[str, tuple[str, ...]]:
    """Gives a name without what stands in brackets, and that."""
    plain = words.translate(_BRACKETS)
    return _ASIDE.sub(" ", plain).strip(), tuple(aside.strip() for aside in _ASIDE.findall(plain))


def _of_parts(parts: Sequence[str], asides: Sequence[str]) -> str | None:
    """Gives what the parts of a name tell together.

    A lost part outranks a win, and a win holds where nothing behind it, or in brackets, can take it back.
    """
    told = [_told_by(_tokens(part), part) for part in parts]
    beside = [_told_by(_tokens(part), part) for part in asides]
    decided = next((outcome for outcome in told if outcome not in ("open", None)), None)
    if decided is None:
        found = next((outcome for outcome in beside if outcome not in ("open", None)), None)
        sure = any(_says_only(found, part) for part in asides) or all(map(_says_closed, parts))
        if found in ("won", "lost") and not sure:
            return _PERHAPS
        return found or next((outcome for outcome in (*told, *beside) if outcome), None)
    if decided != "won":
        return decided
    place = told.index("won")
    behind = [*parts[place + 1 :], *asides]
    if any(_says_only("lost", part) for part in behind):
        return "lost"
    before = any(_takes_back(part) for part in parts[:place])
    return _PERHAPS if before or not all(map(_is_harmless, behind)) else "won"


def _tokens(part: str) -> list[str]:
    found = re.findall(r"[^\W\d_]+", folded(part))
    return [token for token in found if len(token) > 1 or parted_by_nothing(token)]


def _told_by(tokens: Sequence[str], part: str) -> str | None:
    """Gives the outcome one part of a name tells, if it is short enough to be a name."""
    if not tokens:
        return None
    if parted_by_nothing(part):
        return _told_unparted("".join(tokens))
    won = _found("won", tokens)
    if len(tokens) > _LONGEST_NAME:
        return _PERHAPS if won else None
    if lost := _found("lost", tokens):
        return _loss_or_object(tokens, lost)
    if any(_is_glued(token) for token in tokens):
        return "lost"
    if won:
        return _negation(tokens, won[0]) or _near_or_won(tokens)
    if tuple(tokens) in _phrases("outcome", "won_alone"):
        return "won"
    alone = _found("won_alone", tokens)
    if alone and (told := _negation(tokens, alone[0])):
        return told
    return "open" if _found("open", tokens) else None


def _loss_or_object(tokens: Sequence[str], lost: Sequence[int]) -> str:
    """Gives what a loss becomes by the words beside it: an object of what is done next is none that is said."""
    before, behind = list(tokens[: lost[0]]), _without(("lost",), tokens[lost[0] :])
    if _negation(tokens, lost[0]) or _without(("near",), before) != before:
        return "open"
    if _found("won", [*before, *behind]) and is_either(
        tokens, lambda words: not _without((*_HARMLESS, "lost"), words)
    ):
        return _PERHAPS
    return _PERHAPS if is_object(before, behind, lambda words: not _without(_HARMLESS, words)) else "lost"


def _near_or_won(tokens: Sequence[str]) -> str:
    """Gives what a win becomes by the words beside it: one that is only near is open, unknown ones leave it unsaid."""
    if _without(("near",), tokens) != list(tokens):
        return "open"
    if (tokens[-1],) in _phrases("outcome", "not"):
        return "lost"
    return _PERHAPS if _without(_HARMLESS, tokens) else "won"


_HARMLESS: Final = ("beside", "won", "won_alone")


def _without(concepts: Sequence[str], tokens: Sequence[str]) -> list[str]:
    """Gives the tokens without the words of some concepts, the longest phrases first."""
    left, place, phrases = list[str](), 0, _phrases_of(tuple(concepts))
    while place < len(tokens):
        lengths = range(min(_LONGEST_NAME, len(tokens) - place), 0, -1)
        length = next((n for n in lengths if tuple(tokens[place : place + n]) in phrases), 0)
        left += [] if length else [tokens[place]]
        place += length or 1
    return left


@cache
def _phrases_of(concepts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset[tuple[str, ...]]().union(*(_phrases("outcome", concept) for concept in concepts))


def _is_harmless(part: str) -> bool:
    """Tells whether a part of a name has no word that could take a win back."""
    if parted_by_nothing(part):
        return not _rest_unparted("".join(_tokens(part)), _HARMLESS)
    return not _without(_HARMLESS, _tokens(part))


def _says_only(outcome: str | None, part: str) -> bool:
    """Tells whether a part of a name says nothing but an outcome; “closed lost” does, “lost customers” does not."""
    tokens = _tokens(part)
    if outcome not in _SAYING or _told_by(tokens, part) != outcome:
        return False
    return _has_only(_SAYING[outcome], part)


def _says_closed(part: str) -> bool:
    """Tells whether a part of a name says at most that a deal is closed, so that what stands in brackets says how."""
    return _has_only(("closed",), part)


def _has_only(concepts: Sequence[str], part: str) -> bool:
    tokens = _tokens(part)
    if parted_by_nothing(part):
        return not _rest_unparted("".join(tokens), concepts)
    return not [each for each in _without(concepts, tokens) if each not in _THEN]


_SAYING: Final = {"lost": ("lost", "closed", "yet", "not", "won"), "won": ("won", "won_alone", "closed")}
_THEN: Final = frozenset(
    {"then", "later", "but", "again", "dann", "aber", "puis", "luego", "poi", "maar", "potem"}
)


def _takes_back(part: str) -> bool:
    """Tells whether a part before a win makes it none, as in “Almost: won” or “Open – won”."""
    tokens = _tokens(part)
    concepts = ("near", "not", "yet", "open")
    if parted_by_nothing(part):
        text = _rest_unparted("".join(tokens), _HARMLESS)
        return _rest_unparted(text, concepts) != text
    tokens = _without(_HARMLESS, tokens)
    return _without(concepts, tokens) != tokens


_GLUED: Final = ("ne", "nie", "non", "un", "не")
"""What some languages put before a word, without a space, to say no: “neprodáno”, “niesprzedane”."""


def _is_glued(token: str) -> bool:
    return any(
        len(token) - len(no) > SHORT
        and token.startswith(no)
        and (token[len(no) :],) in _phrases("outcome", "won")
        for no in _GLUED
    )


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
    return len(words) == 1 and len(words[0]) <= SHORT and words[0] not in usual


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
    """Gives the outcome of a name whose words nothing parts.

    A word for a loss counts before one for a win, which counts where nothing unknown stands beside it.
    """
    if text in _unparted("outcome", "won_alone"):
        return "won"
    if lost := _longest("lost", text):
        before = text[: text.index(lost)]
        if before.endswith((*_unparted("outcome", "not"), *_unparted("outcome", "yet"))):
            return "open"
        return _PERHAPS if is_in_unparted(text) else "lost"
    if not _longest("won", text):
        return "open" if _longest("open", text) else None
    rest = _rest_unparted(text, _HARMLESS)
    if any(word in rest for word in _unparted("outcome", "not")):
        return "lost"
    if any(word in rest for concept in ("yet", "near") for word in _unparted("outcome", concept)):
        return "open"
    return _PERHAPS if rest else "won"


def _longest(outcome: str, text: str) -> str:
    """Gives the longest word of an outcome in a text, empty where there is none."""
    return max((word for word in _unparted("outcome", outcome) if word in text), key=len, default="")


def _rest_unparted(text: str, concepts: Sequence[str]) -> str:
    """Gives what is left of a text without the words of some concepts."""
    for word in _words_to_strike(tuple(concepts)):
        text = text.replace(word, "")
    return text


@cache
def _words_to_strike(concepts: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the words of some concepts, the longest first; a name of two languages has words with spaces too."""
    words = {word for phrase in _phrases_of(concepts) for word in phrase}
    return tuple(
        sorted((word for word in words if len(word) > 2 or parted_by_nothing(word)), key=len, reverse=True)
    )


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
    if plain in folded_words("outcome", "deleted"):
        return "deleted"
    return "archived" if plain in folded_words("outcome", "archived") else ""


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
