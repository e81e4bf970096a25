"""Holds the fork and the rules of a follow-up: what makes a sales and what a development assignment."""

import re
from datetime import date
from typing import Literal

from salesdesk.frozen import frozen

Kind = Literal["sales", "development"]
Severity = Literal["required", "warning"]

THE_QUESTION = _("Does the person already know how to do this?")
CAPACITY_QUESTION = _(
    "Are hours what is missing? Look at time, territory, tools, health and the deals in hand "
    "before asking for more."
)

# Patterns are compiled when an assignment is first written; no start waits for them.
_EVENT = r"workshops?|seminars?|webinars?|conferences?|boot ?camps?|training days?|trade fairs?|courses?"
_ATTEND = (
    r"attend|go to|join|visit|take part in|take|sign up for|enrol(?:l)?(?: in| for)?|book|complete|watch"
)
_ATTENDS_EVENT = rf"(?i)\b(?:{_ATTEND})\b(?:\W+[\w-]+){{0,5}}?\W+(?:{_EVENT})\b"
_NAMED_EVENT = rf"(?i)^\W*(?:[\w-]+\W+){{0,2}}?(?:{_EVENT})\b"
_MAKES_EVENT = r"(?i)^\W*(?:ask|discuss|give|hold|invite|lead|offer|plan|prepare|run|use)\b"
_OF_THE_BUYER = r"(?i)\b(?:clients?|customers?|buyers?|prospects?|their|of course)\b"
_MORE_HOURS = (
    r"(?i)\b(?:more|extra|longer|additional) (?:hours|time|days)\b|\bhours more\b|\bovertime\b"
    r"|\bwork (?:\w+ )?(?:harder|longer|late|weekends?)\b|\bstay (?:\w+ )?(?:late|longer)\b"
)
_RIVALRY = (
    r"(?i)\b(?:is|are|was|being) (?:\w+ ){0,3}ahead\b|\bahead of you\b|\bbeat(?:s|ing)? \w+"
    r"|\bcatch(?:ing)? up (?:with|to)\b|\bleads? the (?:board|table|team)\b|\bovertake\b"
)


@frozen
class Limits:
    """How small and how few assignments stay: own minutes a week, weeks, and how many open at once."""

    minutes_a_week: int = 30
    weeks: float = 4
    open_development: int = 2
    open_sales: int = 5


@frozen
class Load:
    """How many assignments a person has open already, the one being written left out."""

    development: int = 0
    sales: int = 0


@frozen
class AssignmentDraft:
    """An assignment while it is being written; nothing need be filled in yet.

    `kind` is what was chosen; left open, the answer to the question decides. `weeks` may be left out when
    both dates are known.
    """

    what: str = ""
    knows_how: bool | None = None
    kind: Kind | None = None
    nudge: bool = False
    axis: str | None = None
    basis: str | None = None
    basis_text: str = ""
    done_in: str = ""
    own_words: str = ""
    minutes_a_week: int | None = None
    weeks: float | None = None
    assigned_on: date | None = None
    due_on: date | None = None
    competency_id: int | None = None

    @property
    def settled_kind(self) -> Kind | None:
        """Gives the kind chosen or, failing that, the one the fork leads to."""
        return self.kind or fork(self.knows_how)

    @property
    def lasting_weeks(self) -> float | None:
        """Gives how many weeks it lasts, as said or by its dates."""
        if self.weeks is not None or self.assigned_on is None or self.due_on is None:
            return self.weeks
        return (self.due_on - self.assigned_on).days / 7


@frozen
class Advice:
    """One sentence about one field of a draft; `required` holds it back, `warning` may be passed by."""

    field: str
    severity: Severity
    sentence: str


def fork(knows_how: bool | None) -> Kind | None:
    """Splits follow-ups: who knows how gets a sales assignment, who does not a development assignment."""
    if knows_how is None:
        return None
    return "sales" if knows_how else "development"


def is_aware(draft: AssignmentDraft) -> bool:
    """Tells whether the person has put the gap in own words; until then development is only proposed."""
    return draft.settled_kind != "development" or bool(draft.own_words.strip())


def is_event(what: str) -> bool:
    """Tells whether a text asks to attend a workshop, seminar or another one-off event."""
    named = None if re.search(_MAKES_EVENT, what) else re.search(_NAMED_EVENT, what)
    found = re.search(_ATTENDS_EVENT, what) or named
    return found is not None and not re.search(_OF_THE_BUYER, found.group())


def asks_for_hours(what: str) -> bool:
    """Tells whether a text asks for more hours, which is a matter of capacity and not of skill."""
    return bool(re.search(_MORE_HOURS, what))


def is_rivalry(what: str) -> bool:
    """Tells whether a text spurs by a team mate who is ahead: a comparison, which is not counted in the balance."""
    return bool(re.search(_RIVALRY, what))


def advise(draft: AssignmentDraft, load: Load | None = None, limits: Limits | None = None) -> list[Advice]:
    """Lists what a draft still needs and what to think about, required things first."""
    load, limits = load or Load(), limits or Limits()
    found = [*_always(draft)]
    if draft.settled_kind == "development":
        found += [*_development_needs(draft), *_size(draft, limits)]
    elif draft.settled_kind == "sales":
        found += _sales_thoughts(draft)
    found += _load(draft, load, limits)
    return sorted(found, key=lambda advice: advice.severity != "required")


def _asked(*advice: tuple[bool, str, Severity, str]) -> list[Advice]:
    """Leaves of the things that can be said those whose condition holds."""
    return [Advice(field, severity, sentence) for holds, field, severity, sentence in advice if holds]


def _always(draft: AssignmentDraft) -> list[Advice]:
    """Asks for what every assignment needs."""
    agreed, due = draft.assigned_on, draft.due_on
    return _asked(
        (not draft.what.strip(), "what", "required", _("What will be done, in a few words?")),
        (draft.settled_kind is None, "knows_how", "required", THE_QUESTION),
        (due is None, "due_on", "required", _("By which day will it be done?")),
        (due is not None and agreed is not None and due < agreed, "due_on", "required",
         _("The due day lies before the day it was agreed on.")),
        (asks_for_hours(draft.what), "what", "warning", CAPACITY_QUESTION),
    )  # fmt: skip


def _development_needs(draft: AssignmentDraft) -> list[Advice]:
    """Asks for what makes an assignment build something."""
    return _asked(
        (is_event(draft.what), "what", "required",
         _("Workshops and seminars belong in the training plan; what is a small step in daily work?")),
        (draft.knows_how is True, "knows_how", "warning",
         _("Who knows how to do it already needs a sales assignment, or a harder step.")),
        (draft.axis is None, "axis", "required", _("What should grow: knowledge, skill, commitment or capacity?")),
        (draft.basis is None, "basis", "required", _("Does it start from a strength or from a gap?")),
        (not draft.basis_text.strip(), "basis_text", "required", _("Which strength, or which gap?")),
        (not draft.done_in.strip(), "done_in", "warning",
         _("When will it be done, in work that is done anyway? Otherwise it is one more chore.")),
        (not is_aware(draft), "own_words", "warning", _("Not yet in own words; until then it stands as a proposal.")),
    )  # fmt: skip


def _size(draft: AssignmentDraft, limits: Limits) -> list[Advice]:
    """Asks to split what is too large for a small step."""
    return _asked(
        ((draft.minutes_a_week or 0) > limits.minutes_a_week, "minutes_a_week", "required",
         _("That is more than fits beside the week's work; what would a smaller first part be?")),
        ((draft.lasting_weeks or 0) > limits.weeks, "due_on", "required",
         _("That is far off for one small step; what could be done sooner, as its first part?")),
    )  # fmt: skip


def _sales_thoughts(draft: AssignmentDraft) -> list[Advice]:
    """Points out a sales assignment that asks for something new, or that only compares."""
    return _asked(
        (draft.knows_how is False, "knows_how", "required",
         _("Nobody can do what they have not learnt: make it a development assignment.")),
        (is_rivalry(draft.what) and not draft.nudge, "nudge", "warning",
         _("This compares with a colleague; what would your own next step be?")),
    )  # fmt: skip


def _load(draft: AssignmentDraft, load: Load, limits: Limits) -> list[Advice]:
    """Warns when one more is too many at once."""
    kind = draft.settled_kind
    if kind == "development" and load.development + 1 > limits.open_development:
        sentence = n_(
            "{number} development assignment is open already; which one can wait?",
            "{number} development assignments are open already; which one can wait?",
            load.development,
        )
        return [Advice("kind", "warning", sentence)]
    if kind == "sales" and load.sales + 1 > limits.open_sales:
        sentence = n_(
            "{number} sales assignment is open already; which one can wait?",
            "{number} sales assignments are open already; which one can wait?",
            load.sales,
        )
        return [Advice("kind", "warning", sentence)]
    return []
