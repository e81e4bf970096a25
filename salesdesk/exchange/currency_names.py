"""Knows currencies by their names in our languages, however they are bent: “Britisches Pfund”, “канадских долларов”."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from salesdesk.exchange.table import normalised
from salesdesk.services.importing.words import words_for

_LATELY: Final = date(2015, 1, 1)
"""Currencies that nobody has paid with since then are meant by no bare word, such as the franc of France."""
_NOUN: Final = re.compile(
    r"d[oó]l+ar|dolar|euro|евро|доллар|рубл|r[ou]+b(?:l|el)|z[lł]ot|злот|kor[ou]n|coron|coroa|couron|kro+n|крон|"
    r"fran[cgk]|frank|франк|pound|pfund|pond|funt|фунт|livre|libra|sterlin|стерлинг|peso|песо|rupe|yen|иен|yuan|юан|"
    r"renminbi|rand|lir[aeouyě]|лир|forint|форинт|rea[il]|dirham|dinar|динар|shekel|schekel|riyal|rial|baht|ringgit|"
    r"rupi|roupi|рупи|won\b|вон|hr[yiw]+[vwn]|гривн|le[uivwy]\b|лей|лев|"
    r"元|币|円|日元|人民币|ドル|ユーロ|ポンド|フラン|镑|法郎|鎊|幣",
    re.IGNORECASE,
)  # Babel's names of thirteen languages take a fifth of a second to load, so only what can be one is looked up
_MOST_WORDS: Final = 4
_SHORTEST: Final = 3
_ENDINGS: Final = (
    "e", "en", "er", "es", "em", "n", "s", "a", "o", "i", "y", "u", "as", "os", "is", "us", "he", "hi", "ne", "na",
    "ow", "ów", "ie", "ich", "ym", "ych", "yj", "ej", "ego", "mi", "um", "ho", "ch", "ami", "ach",
    "а", "у", "е", "ы", "и", "я", "ь", "ю", "ов", "ев", "ей", "ам", "ах", "ом", "ий", "ие", "их", "ый", "ые", "ых",
    "ая", "ое", "ой", "ого", "его", "ому", "им", "ым", "l", "ı",
)  # fmt: skip
"""What is put to the end of a word in one of our languages for its number, gender or case."""


def can_be_named(words: str) -> bool:
    """Tells whether words hold what can be the noun of a currency, so that they are worth looking up."""
    return bool(_NOUN.search(words))


def code_named(words: str) -> str | None:
    """Gives the one currency in use that words name: by a name of Babel's, or by a noun and whose it is."""
    plain = normalised(words)
    turned = " ".join(reversed(plain.split()))
    found = _names().get(plain) or _names().get(turned) or _unparted().get(plain.replace(" ", ""))
    return found or next(iter(one)) if (one := _in_parts(plain)) and len(one) == 1 else found


def codes_of_noun(word: str) -> frozenset[str]:
    """Gives the currencies in use of which a word alone is the noun, as “franc” in “Swiss franc”."""
    return _told(normalised(word), _nouns()) if _NOUN.match(word) else frozenset()


def _in_parts(plain: str) -> frozenset[str]:
    """Gives the currencies of which every word is the noun, or says whose it is; at least one is a noun."""
    parts = _US_DOTTED.sub("us ", plain).replace("ł", "l").split()
    nouns = [_told(part, _nouns()) for part in parts]
    if not any(nouns) or len(parts) > _MOST_WORDS:
        return frozenset()
    each = [noun or _told(part, _owners()) for part, noun in zip(parts, nouns, strict=True)]
    return frozenset[str].intersection(*each)


_US_DOTTED: Final = re.compile(r"^u s\b ?")


def _told(word: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Gives what a word tells, as it is or else bent."""
    word = word.replace("ł", "l")
    return known.get(word) or frozenset[str]().union(*(known.get(f"{stem}*", ()) for stem in _stems(word)))


def _stems(word: str) -> set[str]:
    cut = {word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)}
    return {stem for stem in (word, *cut) if len(stem) >= _SHORTEST}


def _with_stems(words: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Gives what words tell also by their stems, each with a star."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, codes in words.items():
        for each in (word, *(f"{stem}*" for stem in _stems(word))):
            found[each] |= codes
    return {word: frozenset(codes) for word, codes in found.items()}


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return _with_stems({word: codes for word, codes in _words().items() if _NOUN.match(word)})


@cache
def _owners() -> dict[str, frozenset[str]]:
    """Gives the currencies by the words beside their nouns: “suisse”, “канадский”, “american”."""
    told = {word: codes for word, codes in _words().items() if not _NOUN.match(word)}
    for concept, code in (("american", "USD"), ("british", "GBP")):
        for word in words_for("currency", concept):
            told |= {part.replace("ł", "l"): {code} for part in normalised(word).split()}
    return _with_stems(told)


@cache
def _words() -> dict[str, set[str]]:
    """Gives the currencies in use in whose names each word stands."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    used = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, start_date=_LATELY, end_date=date.max)
    }
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in _names().items():
        for word in name.split() if code in used else ():
            found[word.replace("ł", "l")].add(code)
    return found


@cache
def _unparted() -> dict[str, str]:
    """Gives the names of currencies without their spaces, of languages that may leave them out."""
    return {name.replace(" ", ""): code for name, code in _names().items() if not name.isascii()}


@cache
def _names() -> dict[str, str]:
    """Gives the names of all currencies by Babel, in small letters; the same name in one language counts first."""
    from babel import Locale
    from babel.numbers import get_currency_name

    found: dict[str, str] = {}
    for language in words_for("language", "code"):
        locale = Locale(language)
        names: dict[str, str] = dict(locale.currencies)
        for code, name in names.items():
            for each in (name, *(get_currency_name(code, count, locale) for count in (1, 2, 5))):
                found.setdefault(normalised(each), code)
    return found
