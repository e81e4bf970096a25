"""Says how alike two names are: of one person or account for sure, perhaps, or not at all."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Final
from unicodedata import normalize

from salesdesk.env.folding import folded
from salesdesk.env.paths import resources_dir
from salesdesk.services.importing.words import words_for

Tokens = tuple[str, ...]
_KANA: Final = re.compile(r"[\u3040-\u30ff]")
_UNPARTED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORDS: Final = re.compile(r"[^\W_]+")
_TWO_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_LEAST_LETTERS: Final = 6
"""Letters from which on a name is forgiven a mistake; shorter ones are near too many others."""
_FAMILY_FIRST: Final = re.compile(
    r"\s*([^\W\d_][^,\d@]*?)\s*,\s*([^\W\d_][^,\d@()\[\]]*?)(\s*[(\[][^()\[\]]*[)\]])?\s*"
)
_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_MOST_WORDS: Final = 3
_SAME_FORMS: Final = {"incorporated": "inc", "limited": "ltd", "corporation": "corp", "company": "co"}


class Likeness(Enum):
    """How alike two names are."""

    SURE = "sure"
    PERHAPS = "perhaps"


def given_first(name: str) -> str:
    """Gives “Ada Lind” for “Lind, Ada”, what stands in brackets behind it; any other name as it is."""
    found = _FAMILY_FIRST.fullmatch(name)
    if not found or any(len(part.split()) > _MOST_WORDS for part in found.group(1, 2)):
        return name
    if set(_tokens(found[2])) <= _words("person", "title") | {"jr", "sr", "ii", "iii"}:
        return name
    return f"{found[2]} {found[1]}{found[3] or ''}"


@cache
def person_tokens(name: str) -> Tokens:
    """Gives the words of a person's name without titles; of an e-mail address those before the @."""
    found = _tokens(_spoken(name))
    return tuple(word for word in found if word not in _words("person", "title")) or found


@cache
def account_core(name: str) -> Tokens:
    """Gives the words of an account's name without those of its legal form."""
    forms = _words("company", "form")
    return tuple(
        bare for word in _joined_letters(_tokens(name)) if word not in forms and (bare := _bare(word))
    )


def like_people(one: str, other: str) -> Likeness | None:
    """Says how alike the names of two people are."""
    mine, theirs = person_tokens(one), person_tokens(other)
    if not mine or not theirs:
        return None
    if mine == theirs or "".join(mine) == "".join(theirs) or _transliterated(_spoken(one), _spoken(other)):
        return Likeness.SURE
    by_address = "@" in one or "@" in other
    asides = bool(_ASIDE.search(one)) + bool(_ASIDE.search(other))
    if asides and _bare_tokens(one) == _bare_tokens(other):
        return Likeness.PERHAPS if asides == 1 else None
    if sorted(mine) == sorted(theirs):
        return Likeness.SURE if by_address else Likeness.PERHAPS
    alike = (
        _shorter_of_two(_initial_first(mine), _initial_first(theirs))
        or _nicknamed(mine, theirs)
        or _mistyped(mine, theirs)
    )
    pairs = ((one, mine, theirs), (other, theirs, mine))
    login = any(_may_be_login(each, words) and _logs_in(words, name) for each, words, name in pairs)
    return Likeness.PERHAPS if alike or login else None


def _bare_tokens(name: str) -> Tokens:
    """Gives the words of a person's name without what stands in brackets behind it."""
    return person_tokens(_ASIDE.sub("", name))


def called_by_one_name(one: str, other: str) -> bool:
    """Tells whether one name is no more than the given name or the surname of the other, as “Ada” of Ada Lind."""
    short, whole = sorted((person_tokens(one), person_tokens(other)), key=len)
    return len(short) == 1 < len(whole) and (short[0] == whole[0] or short[0] == whole[-1])


def like_accounts(one: str, other: str) -> Likeness | None:
    """Says how alike the names of two accounts are; two with different legal forms are perhaps not one."""
    mine, theirs = account_core(one), account_core(other)
    if not mine or not theirs:
        return None
    if "".join(mine) == "".join(theirs) or _transliterated(" ".join(mine), " ".join(theirs)):
        forms = _form(one), _form(other)
        return Likeness.SURE if not all(forms) or forms[0] == forms[1] else Likeness.PERHAPS
    return Likeness.PERHAPS if _mistyped(mine, theirs) else None


def same_person(one: str, other: str) -> bool:
    """Tells whether two names are one person's for sure."""
    return like_people(one, other) is Likeness.SURE


def same_account(one: str, other: str) -> bool:
    """Tells whether two names are one account's for sure, with the same legal form or without any."""
    return like_accounts(one, other) is Likeness.SURE and _form(one) == _form(other)


def _block_keys(tokens: Tokens) -> Iterator[str]:
    """Gives what names must share to be compared: a word, a word but for one letter, or all letters but one.

    Names that differ in their figures are never one, so these are part of each key.
    """
    whole = "".join(tokens)
    figures = _figures(whole)
    for word in {*tokens, whole} if len(whole) <= 40 else tokens:
        if len(word) > 2:
            yield word + figures
            yield from (word[:place] + word[place + 1 :] + figures for place in range(len(word)))


def person_keys(name: str) -> Iterator[str]:
    """Gives what the names of two people must share to be compared, the surname of several words as logins have it."""
    tokens = person_tokens(name)
    yield from _block_keys(tokens)
    yield from (word + _figures(word) for word in tokens[:1])
    for _given, families in _surnames(tokens):
        yield from (family + _figures(family) for family in families)


def account_keys(name: str) -> Iterator[str]:
    """Gives what the names of two accounts must share to be compared: the whole name, or all of it but a letter."""
    return _block_keys(("".join(account_core(name)),))


def _tokens(name: str) -> Tokens:
    # What looks like an accent in kana makes another letter.
    return tuple(_WORDS.findall(normalize("NFKC", name).casefold() if _KANA.search(name) else folded(name)))


def _joined_letters(tokens: Sequence[str]) -> Iterator[str]:
    """Gives words in which single letters that follow one another are one: “s r o” is a form, “a” alone none."""
    run = ""
    for token in tokens:
        if len(token) == 1 and token.isalpha():
            run += token
            continue
        if run:
            yield run
        run = ""
        yield token
    if run:
        yield run


def _spoken(name: str) -> str:
    """Gives a name as it is said: given name first, of an address or a login without its domain."""
    local, at, _host = name.rpartition("\\")[2].partition("@")
    return local if at else given_first(local)


def _bare(word: str) -> str:
    """Gives a word of a language that parts its words by nothing without the legal form before or behind."""
    for form in _words("company", "form") if _UNPARTED.search(word) else ():
        if _UNPARTED.search(form):
            word = word.removeprefix(form).removesuffix(form)
    return word


def _form(name: str) -> frozenset[str]:
    known = _words("company", "form")
    return frozenset(_SAME_FORMS.get(word, word) for word in _joined_letters(_tokens(name)) if word in known)


@cache
def _words(section: str, concept: str) -> frozenset[str]:
    """Gives the words of a concept in all languages, those of several words put together too."""
    return frozenset(
        plain for word in words_for(section, concept) for plain in ("".join(_tokens(word)), folded(word))
    )


def _transliterated(one: str, other: str) -> bool:
    """Tells whether two names differ only in how an umlaut is written: “Müller” and “Mueller”."""
    mine, theirs = (
        frozenset({_letters(name), _letters(name.casefold().translate(_TWO_LETTERS))})
        for name in (one, other)
    )
    return bool(mine & theirs)


def _letters(name: str) -> str:
    return "".join(_tokens(name))


def _shorter_of_two(mine: Tokens, theirs: Tokens) -> bool:
    """Tells whether one name is the other with initials, or without a middle name."""
    short, whole = sorted((mine, theirs), key=len)
    if len(short) == len(whole):
        pairs = list(zip(mine, theirs, strict=True))
        return any(len(a) > 1 and a == b for a, b in pairs) and all(
            a == b or _is_initial(a, b) for a, b in pairs
        )
    return (
        len(short) > 1
        and short[-1] == whole[-1]
        and (short[0] == whole[0] or _is_initial(short[0], whole[0]))
    )


def _initial_first(name: Tokens) -> Tokens:
    """Gives “A. Lind” for “Lind A.”, any other name as it is."""
    return (name[-1], *name[:-1]) if len(name) > 1 and len(name[-1]) == 1 < len(name[0]) else name


def _is_initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]


def _nicknamed(mine: Tokens, theirs: Tokens) -> bool:
    return (
        len(mine) == len(theirs) > 1
        and mine[1:] == theirs[1:]
        and bool(_lines_of(mine[0]) & _lines_of(theirs[0]))
    )


def _lines_of(name: str) -> frozenset[int]:
    return _nicknames().get(name, frozenset())


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """Gives for each first name the lines of the list in which it stands."""
    found: dict[str, frozenset[int]] = {}
    text = (resources_dir() / "names" / "nicknames.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        for name in () if line.startswith("#") else _tokens(line):
            found[name] = found.get(name, frozenset()) | {number}
    return found


def _mistyped(mine: Tokens, theirs: Tokens) -> bool:
    """Tells whether two names differ by one letter, or by two letters exchanged; never by a figure or an initial."""
    from rapidfuzz.distance import OSA

    one, other = "".join(mine), "".join(theirs)
    if min(len(one), len(other)) < _LEAST_LETTERS or _figures(one) != _figures(other):
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    return len(mine) != len(theirs) or all(
        a == b or min(len(a), len(b)) > 2 for a, b in zip(mine, theirs, strict=True)
    )


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _may_be_login(name: str, words: Tokens) -> bool:
    """Tells whether a name may be that of somebody's address or account: no space parts its words."""
    return "@" in name or len(words) == 1 or not re.search(r"[\s,]", name.strip())


def _logs_in(login: Tokens, name: Tokens) -> bool:
    """Tells whether a login is made of a name: “alind” and “lind.a” of Ada Lind, “mvdberg” of Maud van den Berg."""
    letters, last = "".join(login), name[-1]
    for given, families in _surnames(name):
        firsts = {name[0], name[0][0], _initials(given)}
        if any(letters in (first + each, each + first) for first in firsts for each in families):
            return True
    if len(name) > 1 and letters in {name[0] + last[0], name[0] + _initials(name[1:])}:
        return True
    before = {word[0] for word in name[1:-1] if word in particles()}
    return len(login) > 1 and login[-1] == last and login[0] in before


def _surnames(name: Tokens) -> Iterator[tuple[Tokens, set[str]]]:
    """Gives each way to part a name in given names and a surname, with how a login writes the surname."""
    for place in range(1, len(name)):
        family = name[place:]
        yield name[:place], {"".join(family), _initials(family[:-1]) + family[-1]}


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


@cache
def particles() -> frozenset[str]:
    """Gives the words that stand before a surname, as “van” and “de”."""
    text = (resources_dir() / "names" / "particles.txt").read_text(encoding="utf-8")
    return frozenset(_tokens(" ".join(line for line in text.splitlines() if not line.startswith("#"))))
