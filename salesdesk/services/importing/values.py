"""Holds the plain values of an import: rows of a file, what each would do, and the plan they make together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen

Progress = Callable[[int, int], None]
"""Is told how many of how many steps are done."""
Stored = Mapping[str, Any]
"""The fields of a record that is on the desk, by name."""
Cancelled = Callable[[], bool]
"""Says whether somebody has pressed Cancel."""

RECORD_OF = {
    "deals": "opportunity",
    "products": "product",
    "accounts": "account",
    "people": "salesperson",
    "quotas": "quota",
    "numbers": "competency_number",
}
"""Gives the kind of record for each word of the import command."""

NUMBER_SUFFIX = ".external_id"
"""Marks a value that names a referred record by its number in the CRM instead of its name."""

CHUNK = 1000


class ImportCancelledError(UserError):
    """Says that the import was stopped before anything was written."""

    def __init__(self) -> None:
        super().__init__(_("The import was stopped, and nothing was changed."))


@frozen
class ImportQuestion:
    """Something a file leaves open and a wrong guess at which would make a figure wrong.

    `key` names it in the answers of an import, `sentence` asks it, `examples` are rows or values out of the file;
    `answers` gives the words of each value that `option` of the command takes; where `words` gives things that are
    each asked about apart, by the key of the answer, each answer has an option of its own that takes one of them.
    """

    key: str
    sentence: str
    option: str
    answers: Mapping[str, str]
    examples: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict[str, str])


@frozen
class Doubt:
    """Something an import would write that is hardly meant: it is asked about before anything is written.

    `option` of the command says that it is meant.
    """

    words: str
    option: str


class OpenQuestionError(UserError):
    """Stops an import, with nothing written, until somebody has answered the question."""

    def __init__(self, question: ImportQuestion) -> None:
        super().__init__(_asked(question))
        self.question = question


def _asked(question: ImportQuestion) -> str:
    """Gives the sentence a command refuses with: the question, its rows, and how it is answered."""
    words = [question.sentence, *(f"{example}." for example in question.examples)]
    if question.words:
        of = ", ".join(f"“{word}”" for word in question.words.values())
        options = _(" or ").join(f"--{answer} WORD" for answer in question.answers)
        words.append(
            _(
                "Nothing was imported; say of {words} what it means, with {options}.",
                words=of,
                options=options,
            )
        )
        return " ".join(words)
    choices = ", ".join(f"{question.option} {_quoted(value)}" for value in question.answers)
    words.append(_("Nothing was imported; say which with {choices}.", choices=choices))
    return " ".join(words)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


class Verdict(StrEnum):
    """What importing a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"
    WAITING = "waiting"
    """Nothing is wrong with it, but it is no whole without a row that is rejected."""
    UNWANTED = "unwanted"
    """Nothing is wrong with it, but somebody has left it out."""


VERDICTS = {
    Verdict.NEW: _("new"), Verdict.CHANGED: _("changed"), Verdict.SAME: _("same"), Verdict.REJECTED: _("rejected"),
    Verdict.WAITING: _("waiting"), Verdict.UNWANTED: _("left out"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One row of a file as typed values by field name; empty cells are left out, references are words.

    `errors` says what could not be read, under the fields in `unread`; such a row is rejected, or `waits` for another
    one that is, or is `unwanted`. `why_before` is why an earlier import left it out, None where the file is not one of
    rejected rows. `place` is its own in the table, in which several rows may be made of one of the file, and
    `added` are those of the rows that were added up to it.
    """

    number: int
    values: dict[str, Any]
    errors: tuple[str, ...] = ()
    why_before: str | None = None
    unread: frozenset[str] = frozenset()
    waits: bool = False
    place: int = -1
    unwanted: bool = False
    added: tuple[int, ...] = ()

    @property
    def without_it(self) -> Verdict:
        """Gives what the row is where it is not imported."""
        if self.unwanted:
            return Verdict.UNWANTED
        return Verdict.WAITING if self.waits else Verdict.REJECTED


@dataclass(frozen=True, slots=True)
class Pending:
    """Stands for a record that the import itself will create: the index into the plan's `creates` of its kind."""

    kind: str
    index: int


@dataclass(frozen=True, slots=True)
class ImportedChange:
    """One field of one record before and after; references are shown by the name of what they refer to.

    `currencies` are those of the record before and after, None for the desk's own.
    """

    field: str
    label: str
    before: Any
    after: Any
    currencies: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file with its verdict; `values` is what would be written, references as ids or `Pending`.

    `place` is its own in the table that was read, `added` are those of the rows that were added up to it; `told` are
    the fields that it tells of a record on the desk, be it the same or another value.
    """

    number: int
    title: str
    verdict: Verdict
    why: str = ""
    record_id: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    changes: tuple[ImportedChange, ...] = ()
    place: int = -1
    added: tuple[int, ...] = ()
    told: tuple[str, ...] = ()


NameAnswers = Mapping[tuple[str, str], bool]
"""Whether two names are the same, as somebody has said; by the spelling keys of both."""


@dataclass(frozen=True, slots=True)
class NamePair:
    """A name in a file that is perhaps another spelling of one on the desk, or elsewhere in the file.

    `kind` is whose name it is, `count` on how many rows it stands, `record_id` the record on the desk it may be;
    `same` is what somebody has said, None while nobody has; `stranger_id` is the record that came under the name
    while it was left open.
    """

    kind: str
    name: str
    other: str
    count: int
    record_id: int | None = None
    same: bool | None = None
    stranger_id: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A record of a kind that is another one, as somebody has said; it `goes` itself where nothing stays its own."""

    kind: str
    stranger_id: int
    other_id: int
    goes: bool


@dataclass(frozen=True, slots=True)
class MissingDeal:
    """A deal on the desk that a newer export should have and has not."""

    record_id: int
    number: str
    name: str
    salesperson: str
    outcome: str


@frozen
class DealTotals:
    """How many deals of the file are won, lost and open, and the won amount by currency, never added up."""

    won: int = 0
    lost: int = 0
    open: int = 0
    won_amount: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])


def no_progress(done: int, total: int) -> None:
    """Is told about progress and shows it nowhere."""


def never_cancelled() -> bool:
    """Says that nobody pressed Cancel."""
    return False
