"""Tells from the name of a column what it may hold, in whatever language and style a program wrote it."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from salesdesk.exchange.column_units import parted_unit
from salesdesk.exchange.currencies import names_currency
from salesdesk.exchange.header_currencies import (
    ASIDE,
    LAST_WORD,
    currency_behind,
    currency_in,
    parted_currency,
)
from salesdesk.exchange.table import normalised
from salesdesk.services.importing.names import flag_of, parted_by_nothing
from salesdesk.services.importing.values import NUMBER_SUFFIX
from salesdesk.services.importing.words import column_words, words_by_language, words_for

SURE = 85
"""The least score of a name that is known; names that are only nearly the same stay below."""
_NEARLY_THE_SAME = 90
_LEAST_USUAL = 9
"""Names are so many in thirteen languages that how usual one is must not weigh more than how well it fits."""
_AFTER_ALL = 14
_IN_PART = {"weighted", "forecast", "forecasted"}
"""How usual a price is as the name of an amount: any other comes before it, even with something beside it."""
_TITLES = {
    "deals": ("opportunity", "name"), "products": ("product", "name"), "accounts": ("account", "name"),
    "people": ("salesperson", "name"), "quotas": ("quota", "amount"),
    "numbers": ("competency", "name"),
}  # fmt: skip
"""The field of each kind whose names stand before other columns' names too: “Opportunity Amount”."""
_GENERAL = {"name": "name", NUMBER_SUFFIX[1:]: "number"}
_CUSTOM = re.compile(r"__[cr]$", re.IGNORECASE)
_SHOWN = re.compile(r"@OData\.Community\.Display\.V1\.FormattedValue$|(?<=id)name$|(?<=code)name$")
"""What tells that a column of a Microsoft database holds the words for the code or number under the bare name."""
_LOOKED_UP = re.compile(r"_([a-z]\w*)_value")
_IN_DATABASES = {
    "dt": "date",
    "dte": "date",
    "amt": "amount",
    "nm": "name",
    "cust": "customer",
    "acct": "account",
}
"""How databases shorten the words of which names of columns are made."""
_SHORT = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,}\.(?!\w)")
_LONGEST = 500
"""Letters that the name of a column may have; a cell may have a million."""
_HEADERS = 500
"""Names of columns of which what they may be is kept: for each of some fifty fields."""
_NUMBER_SIGN = re.compile(r"[#№]|(?<![^\W\d_])[nN]\s?[°º]")
_OF_ANOTHER = re.compile(r"([^()]+?)\s*\(([^()]*)\)(?:\s*\([^()]*\))?\s*")
"""A column of another record: whose it is, and what kind of record that is, stand behind it in brackets."""
_JOINT = re.compile(r"\s*:\s*|(?<=\w)\.(?=\w)|\s+-\s+|/")


_ANOTHERS = frozenset({"account", "company", "contact", "customer", "lead"})
"""Before “owner” these say that a column names the owner of another record than the deal."""


_AROUND = frozenset({"properties", "fields", "attributes", "data", "record", "values"})
"""What programs that others ask for their data put around every name: “properties.dealname”."""


@cache
def known_as(kind: str, field: str) -> Mapping[str, int]:
    """Gives the normalised names that columns of a field have, with how usual each is; bare “Name” and “ID” last.

    Databases write the words of a name as one: “actualclosedate”.
    """
    names = (
        {name: _LEAST_USUAL for name in affixes(_GENERAL[field]) if len(name) > 1}
        if field in _GENERAL
        else {}
    )
    for word, place in column_words(kind, field).items():
        for name in {normalised(word), normalised(word).replace(" ", "")}:
            names[name] = min(place, _LEAST_USUAL, names.get(name, place))
    if field == "salesperson_id":  # “hubspot owner id” tells of “hubspot owner name”
        numbers = (name.removesuffix(" id") for name in known_as("salesperson", NUMBER_SUFFIX[1:]))
        bearers = (name for name in numbers if name.split()[-1] in names)
        names |= {name: _LEAST_USUAL for name in bearers if name not in names}
        # Whose the account or the lead is need not be whose the deal is.
        names |= {
            name: _AFTER_ALL for name in names if name.split()[0] in _ANOTHERS and name.endswith(" owner")
        }
    if field == "closed_on":  # so does the day on which it did
        names |= {name: 0 for name in names if name.startswith("actual")}
    if field == "amount":  # what a deal has brought comes before what it was expected to
        names |= dict.fromkeys(map(normalised, column_words(kind, "actual_amount")), 1)
        prices = map(normalised, column_words("product", "list_price"))
        names |= {name: _AFTER_ALL for name in prices if name in names}
        # Bitrix calls the amount “Opportunity”, which elsewhere is the deal; what is weighted is no whole amount.
        late = [name for name in names if name == "opportunity" or name.split()[0] in _IN_PART]
        names |= dict.fromkeys(late, _AFTER_ALL)
    return names


@cache
def affixes(concept: str) -> frozenset[str]:
    """Gives the words beside a name that say it is a name, or a number: “Rep name”, “Rep ID”."""
    return frozenset(normalised(word) for word in words_for("affix", concept))


def languages_of(header: str, kind: str, field: str) -> frozenset[str]:
    """Gives the languages, by their codes, in which columns of a field are called so."""
    named = words_by_language(kind, field)
    return frozenset(code for code, words in named.items() if normalised(header) in map(normalised, words))


def name_score(
    header: str, target: str, names: Mapping[str, int], kind: str, *, money: bool = False
) -> float:
    """Scores a column's name for what it may hold from 0 to 100: the same, the same but for a part, nearly the same."""
    if len(header) > _LONGEST:
        return 0
    bare, shown = _bare(header)
    for base, name in _readings(bare, target, kind, money=money):
        if name in names:
            return base + 2 * shown - 0.5 * names[name]
    if full := _written_out(bare, names):
        return 91 - 0.5 * min(full)
    plain = normalised(bare)
    if len(plain) < 5:
        return 0
    nearest = process.extractOne(
        plain, names.keys(), scorer=fuzz.ratio, processor=None, score_cutoff=_NEARLY_THE_SAME
    )
    return nearest[1] / 2 if nearest else 0


def _bare(header: str) -> tuple[str, bool]:
    """Gives a name without what databases put around it, and whether its column holds words and not their code."""
    custom = _CUSTOM.sub("", header)
    bare = _SHOWN.sub("", custom)
    shown = bare != custom
    if found := _LOOKED_UP.fullmatch(bare):
        bare = found[1]
    return (bare.removesuffix("id") if shown else bare), shown


def _written_out(header: str, names: Mapping[str, int]) -> list[int]:
    """Gives how usual the names are that an abbreviated one may stand for: “Zuständ. Mitarb.”, “Abschl.-Datum”."""
    if not _SHORT.search(header):
        return []
    parts = [(normalised(part), part.endswith(".")) for part in re.findall(r"[^\W_]+\.?", header)]
    if len(parts) == 1 and len(parts[0][0]) < 4:
        return []
    pattern = re.compile(" ?".join(part + r"\w*" * short for part, short in parts))
    return [place for name, place in names.items() if pattern.fullmatch(name)]


@lru_cache(maxsize=_HEADERS * 50)
def _readings(bare: str, target: str, kind: str, *, money: bool) -> tuple[tuple[float, str], ...]:
    """Gives what a name may be but for a part of it that says nothing more, the surest first.

    Kept, since whatever looks for a column asks again what the names of all of them may be.
    """
    return tuple(_read(bare, target, kind, money=money))


def _read(bare: str, target: str, kind: str, *, money: bool) -> Iterator[tuple[float, str]]:
    plain = normalised(bare)
    if target == "name" and _NUMBER_SIGN.search(bare):
        return
    yield 100, plain
    yield from ((97, part) for part in _joined(bare))
    yield 96, (plain := " ".join(_IN_DATABASES.get(word, word) for word in plain.split()))
    if money:
        yield from _without_money(bare, plain)
    yield from _of_others(bare, plain, target, kind)
    yield from ((92, rest) for rest in _without_aside(bare))
    if target == "name" or (target.endswith("_id") and kind in ("deals", "quotas", "numbers")):
        yield from ((94, rest) for rest in _without(plain, affixes("name")))
    if target.endswith(NUMBER_SUFFIX[1:]):
        plain = normalised(_NUMBER_SIGN.sub(f" {next(iter(words_for('affix', 'number')))} ", bare))
        yield from ((93, f"{rest} id") for rest in _without(plain, affixes("number")))
        yield 93, plain
    if target.startswith("is_") and (rest := _without_answers(plain)):
        yield 92, rest
    yield from _without_titles(plain, kind)
    if kind == "deals":
        yield from _without_certainty(normalised(ASIDE.sub("", bare)), target)
    if kind == "deals" and target in ("closed_on", "expected_on"):
        yield from _without_periods(plain)
    if target == "salesperson_id" and kind in ("quotas", "numbers") and plain in affixes("name"):
        yield 88, "salesperson"


def is_number_sign(header: str) -> bool:
    """Tells whether the name of a column is a sign for a number and nothing else: “№”, “N°”, “#”."""
    return bool(_NUMBER_SIGN.fullmatch(header.strip()))


def _without_answers(plain: str) -> str:
    """Gives the name of a flag without the answers behind it: “verloren ja nein”; empty where there are none."""
    words = plain.split()
    told = {flag_of(word) for word in words[-2:]}
    return " ".join(words[:-2]) if len(words) > 2 and told == {True, False} else ""


def _without_money(header: str, plain: str) -> Iterator[tuple[float, str]]:
    """Gives a name of amounts without their currency and unit: “amount_usd”, “Сумма, руб.”, “Umsatz T€”."""
    if currency := currency_in(header):
        yield 95, plain.removesuffix(currency.lower()).strip()
    if currency_behind(header):
        yield 95, normalised(LAST_WORD.sub("", header))
    rest, words = parted_currency(header)
    if words and names_currency(words):
        yield 95, normalised(rest)
    if (parted := parted_unit(header))[1]:
        yield 92, normalised(parted[0])
    yield from ((90, rest) for rest in _without(plain, affixes("net")))


def _of_others(header: str, plain: str, target: str, kind: str) -> Iterator[tuple[float, str]]:
    """Gives a name of a currency, of people or of customers without what it belongs to, or how they are named.

    As “Full Name (Owning User) (User)”, “Sell-to Customer Name” and “Person - Organization”.
    """
    if target == "currency":
        yield from ((95, rest) for rest in _behind(plain, known_as("opportunity", "amount")))
    if target not in ("salesperson_id", "account_id"):
        return
    told = _OF_ANOTHER.fullmatch(unicodedata.normalize("NFKC", header))
    if told and normalised(told[1]) in affixes("name") | known_as("opportunity", target).keys():
        yield 91, normalised(told[2])
    if target == "account_id":
        for rest in (plain, *_without(plain, affixes("name"))):
            yield from ((91, each) for each in _without(rest, affixes("party")))
        parts = [normalised(part) for part in _JOINT.split(header)]
        if len(parts) > 1 and parts[0] in affixes("contact"):
            yield 88, parts[-1]
    else:
        yield from _of_owners(plain, target, kind)


def _of_owners(plain: str, target: str, kind: str) -> Iterator[tuple[float, str]]:
    """Gives a name of people by an address, or of two words for the same: “Owner e-mail”, “Ответственный менеджер”."""
    mails = frozenset(map(normalised, column_words("salesperson", "email")))
    for rest in (*_without(plain, mails), *(plain.removesuffix(m) for m in mails if parted_by_nothing(m))):
        yield 90, rest
        yield from ((90, each) for each in _without(rest, affixes("of")))
        yield from _without_titles(rest, kind)
    words = plain.split()
    if len(words) > 1 and all(word in known_as("opportunity", target) for word in words):
        yield 89, words[0]


def _without_certainty(plain: str, target: str) -> Iterator[tuple[float, str]]:
    """Gives a name without what says that a thing is expected or has come: “tats. Umsatz”, “predicted value”."""
    for concept, sureness in (("actual", 92), ("expected", 88)):
        rest = _but(plain, concept)
        if rest == plain:
            continue
        if target == "amount":
            yield sureness, rest
        if target == ("closed_on" if concept == "actual" else "expected_on") and rest in _closings():
            yield sureness, normalised(next(iter(column_words("opportunity", target))))


def certainty(header: str) -> str:
    """Tells whether a name says “actual” or “expected”, as “Tats. Umsatz” and “Est. revenue” do; else empty."""
    plain = normalised(header)
    return next((concept for concept in ("actual", "expected") if _but(plain, concept) != plain), "")


def _without_periods(plain: str) -> Iterator[tuple[float, str]]:
    """Gives the name of a day for that of its month, quarter or week: “close month”, “expected close quarter”."""
    for concept, sureness in (("month", 88), ("quarter", 87), ("week", 86)):
        words = {normalised(word) for word in words_for("period", concept)}
        kept = [word for word in plain.split() if word not in words]
        if kept and len(kept) < len(plain.split()):
            yield sureness, " ".join(kept)
            yield sureness, f"{' '.join(kept)} date"


def _but(plain: str, concept: str) -> str:
    """Takes the words of a concept out of a name."""
    words = affixes(concept)
    rest = " ".join(word for word in plain.split() if word not in words)
    for word in _unparted(concept):
        rest = rest.replace(word, "", 1)
    return rest.strip()


@cache
def _unparted(concept: str) -> tuple[str, ...]:
    """Gives the words of a concept that are written without a space behind, the longest first."""
    return tuple(sorted(filter(parted_by_nothing, affixes(concept)), key=len, reverse=True))


@cache
def _closings() -> frozenset[str]:
    """Gives what the day on which a deal closes is called, whether it has come or is expected."""
    expected = (_but(name, "expected") for name in known_as("opportunity", "expected_on"))
    return frozenset((*known_as("opportunity", "closed_on"), *filter(None, expected)))


def _without_aside(header: str) -> Iterator[str]:
    """Gives a name without what stands behind it in brackets, as a unit does."""
    if (found := ASIDE.search(unicodedata.normalize("NFKC", header))) and found.start():
        yield normalised(header[: found.start()])


def _without_titles(plain: str, kind: str) -> Iterator[tuple[float, str]]:
    """Gives a name without that of its record: “deal amount”, 商机金额, “propietario del trato”, “etap transakcji”."""
    for base in (plain, *_without_aside(plain)):
        for rest in _behind_title(base, kind):
            yield 90, rest
            yield from ((89, rest.removeprefix(of)) for of in _unparted("of"))
        yield from ((89, rest) for rest in _behind_link(base, kind))
        for rest in _before_title(base, kind):
            yield 89, rest
            yield from ((89, rest.removesuffix(f" {of}")) for of in affixes("of") if rest.endswith(f" {of}"))


def _behind_title(base: str, kind: str) -> Iterator[str]:
    """Gives what stands behind each title with which a name begins: looked up by words, since titles are hundreds."""
    titles, unparted = _titles(kind), _unparted_titles(kind)
    yield from (rest for first, rest in _parted(base) if first in titles)
    yield from (base[len(title) :].strip() for title in unparted if base.startswith(title) and base != title)


def _behind_link(base: str, kind: str) -> Iterator[str]:
    titles = _titles(kind)
    yield from (rest for first, rest in _parted(base) if first.endswith(_LINKS) and first[:-1] in titles)


def _before_title(base: str, kind: str) -> Iterator[str]:
    titles, unparted = _titles(kind), _unparted_titles(kind)
    yield from (rest for rest, last in _parted(base) if last in titles)
    yield from (
        base.removesuffix(title).strip() for title in unparted if base.endswith(title) and base != title
    )


def _parted(base: str) -> Iterator[tuple[str, str]]:
    """Gives a name in two parts, at each space in turn."""
    words = base.split(" ")
    return ((" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words)))


_LINKS = ("s", "n")
"""What joins words in German: “Auftrags-ID”, “Verkaufschancen-ID”."""


def _joined(header: str) -> Iterator[str]:
    """Gives what a name of two parts stands for, as in “Opportunity Owner: Full Name” and “Opportunity: Stage”."""
    parts = [normalised(part) for part in _JOINT.split(header) if part.strip()]
    if len(parts) < 2:
        return
    if parts[-1] == parts[0] or parts[-1] in affixes("name"):
        whose = parts[0] if parts[-1] == parts[0] else " ".join(parts[:-1])
        yield whose
        yield from _without(whose, affixes("number"))
    around = parts[0] in _AROUND or any(parts[0] in _titles(kind) for kind in _TITLES)
    if around and (len(parts) == 2 or parts[0] not in _ANOTHERS):
        yield " ".join(parts[1:])
        yield from _joined(".".join(part.replace(" ", "_") for part in parts[1:]))


def _behind(name: str, before: Collection[str]) -> Iterator[str]:
    """Gives what stands in a name behind one of some others: “currency” in “deal: amount currency”."""
    words = name.split()
    for place in range(1, len(words)):
        if any(" ".join(words[start:place]) in before for start in range(place)):
            yield " ".join(words[place:])


def _without(name: str, words: frozenset[str]) -> Iterator[str]:
    for first, last in _parted(name):
        if last in words:
            yield first
        if first in words:
            yield last


@cache
def _titles(kind: str) -> frozenset[str]:
    """Gives the names of a kind's records: “deal”, “opportunity”, “сделка”."""
    words = (normalised(word) for word in column_words(*_TITLES[kind]))
    named = {word for word in words if " " not in word} | {kind.removesuffix("s")}
    return frozenset(named | affixes("deal") if kind == "deals" else named)


@cache
def _unparted_titles(kind: str) -> tuple[str, ...]:
    """Gives those of them that are written without a space behind."""
    return tuple(filter(parted_by_nothing, _titles(kind)))
