"""Describes a stored field in plain values, so that nobody above the store needs SQLAlchemy to know it."""

from enum import Enum, StrEnum

from salesdesk.frozen import frozen


class Audience(Enum):
    """Says who is reading: the manager sees everything, the salesperson only what is shared."""

    MANAGER = "manager"
    SALESPERSON = "salesperson"


class FieldType(StrEnum):
    """Names the kinds of value a field can hold."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    TIMES = "times"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    REFERENCE = "reference"


NUMERIC_TYPES = frozenset(
    {FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT, FieldType.TIMES}
)
DATE_TYPES = frozenset({FieldType.DATE, FieldType.DATETIME})


@frozen
class Choice:
    """One allowed value of a choice field and the words the screen shows for it."""

    value: str
    label: str


@frozen(kw_only=True)
class Field:
    """Everything the program knows about one stored field.

    `aliases` are names of the column in files beside those in `resources/importing`; `refers_to` is the kind of record
    a reference points to; `shared_once` names the field of the record that must be filled before a shared field
    is shown to the salesperson; `owner` says the record goes to the Trash with what it refers to;
    `tracked` says each change is a line in the append-only log of its kind;
    a date typed more than `years_ahead` years from today is refused as a slip; a number lies between `low` and `high`;
    a text may be the code of a `currency`.
    """

    label: str
    type: FieldType
    name: str = ""
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    help: str = ""
    shared: bool = False
    shared_once: str = ""
    required: bool = False
    searchable: bool = False
    importable: bool = True
    editable: bool = True
    tabled: bool = True
    aliases: tuple[str, ...] = ()
    refers_to: str = ""
    owner: bool = False
    tracked: bool = False
    years_ahead: int = 10
    low: float | None = None
    high: float | None = None
    currency: bool = False

    @property
    def numeric(self) -> bool:
        """Tells whether the field is written right-aligned and compared as a number."""
        return self.type in NUMERIC_TYPES

    def choice_label(self, value: str | None) -> str:
        """Gives the words for a stored choice value; an unknown value is shown as it is."""
        return next((c.label for c in self.choices if c.value == value), value or "")

    def visible_to(self, audience: Audience) -> bool:
        """Tells whether this reader may see the field."""
        return self.shared or audience is Audience.MANAGER
