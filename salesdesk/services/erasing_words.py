"""Says in sentences what erasing a person takes, what stays, and what still holds them until when."""

from collections.abc import Iterator
from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.env.short_words import shortened
from salesdesk.model import kind_of
from salesdesk.services.erasing import MOST_TEXTS, HoldingBackup, WhatGoes
from salesdesk.store.naming import Mention

LONGEST: Final = 90
NOT_KNOWN: Final = _(
    "Files that were exported, printed or imported lie where you put them; SalesDesk does not know of them, nor of "
    "copies of the desk elsewhere."
)


def lines_about(what: WhatGoes, formats: Formats, *, erased: bool, figures_too: bool) -> Iterator[str]:
    """Gives what a script, or somebody at the command line, is told, line by line."""
    if not erased:
        yield goes_words(what)
        yield figures_words(what, figures_too=figures_too)
    if what.texts:
        yield texts_words(what)
        yield from (f"  {place_of(each)}: {shortened(each.words, LONGEST)}" for each in what.texts)
    yield backups_words(what)
    yield from (f"  {each.path.name}: {until_words(each, formats)}" for each in what.backups)
    if what.files:
        yield _(
            "These files may hold words of an earlier state of the desk: {files}", files=names_of_files(what)
        )
    yield NOT_KNOWN


def goes_words(what: WhatGoes) -> str:
    """Says what goes for good."""
    if not what.records:
        return _("{name} goes for good; there is nothing else about them.", name=what.name)
    counts = counted(what.records)
    return _("These go for good, in the Trash or not, with {name}: {counts}.", name=what.name, counts=counts)


def figures_words(what: WhatGoes, *, figures_too: bool) -> str:
    """Says what becomes of the figures."""
    if not what.figures:
        return _("There are no figures of them.")
    counts = counted(what.figures)
    if figures_too:
        return _(
            "Of their figures ({counts}) the deals stay, without anybody; the rest goes too.", counts=counts
        )
    return _("Their figures stay with the team, as of “someone who left”: {counts}.", counts=counts)


def texts_words(what: WhatGoes) -> str:
    """Says that words about others name the person, and what becomes of that."""
    many = f"{MOST_TEXTS:,}+" if len(what.texts) >= MOST_TEXTS else f"{len(what.texts):,}"
    if what.shared:
        return _(
            "Words about others that may name them, and stay, since somebody else has that name too: {count}",
            count=many,
        )
    return _("Words about others that name them, or may; look at these yourself: {count}", count=many)


def backups_words(what: WhatGoes) -> str:
    """Says how many backups still hold the person."""
    if not what.backups:
        return _("No backup holds them.")
    return n_(
        "{number} backup still holds them, or cannot be read to know it:",
        "{number} backups still hold them, or cannot be read to know it:",
        len(what.backups),
    )


def until_words(backup: HoldingBackup, formats: Formats) -> str:
    """Says until when a backup stays, and what is special about it."""
    if not backup.own:
        return _("of another copy of the desk, which keeps it")
    if backup.until is None:
        said = _("stays until you remove it")
    else:
        day = formats.plain_day(backup.until)
        said = _("goes by itself on {day} if you work with the desk every day, else later", day=day)
    return said if backup.readable else _("cannot be read; {said}", said=said)


def place_of(mention: Mention) -> str:
    """Says where words stand: "Deal: Next step of the buyer", and whether it is only perhaps about the person."""
    label, field = kind_of(mention.kind).label, mention.field.label
    place = label if label == field else f"{label}: {field}"
    return place if mention.certain else _("{place} (perhaps)", place=place)


def names_of_files(what: WhatGoes) -> str:
    """Names the files that were put aside."""
    return ", ".join(map(str, what.files))


def counted(records: tuple[tuple[str, int], ...]) -> str:
    """Says how many records of which kinds: "12 notes, 3 strengths"."""
    return ", ".join(f"{number:,} {kind_of(kind).called(number)}" for kind, number in records)
