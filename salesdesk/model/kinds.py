"""Declares every kind of record once, in plain values: its words, where it stands, and what can be done with it.

The fields of a kind are declared beside its class; this is what is true of the record as a whole. Lists, new
forms, the record panel, the log, the timeline, search, the Trash and the export are made from both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


class Given(Enum):
    """A first value that is known only when the record is made."""

    TODAY = "today"
    NOW = "now"
    FIRST = "first"
    """The first record of the kind the reference points to, such as the first open stage."""

    @staticmethod
    def settled(value: Any, now: datetime) -> Any:
        """Gives a declared value as it is at a moment; what is no moment or day stays as it is."""
        return (
            {Given.TODAY: now.date(), Given.NOW: now}.get(value, value) if isinstance(value, Given) else value
        )


@dataclass(frozen=True)
class Act:
    """One thing that can be done with a record: its words, what it sets, and in which states it is offered.

    `when` names a field and the values it must have; an act that asks first says the question, and the answer
    goes into the field `asks_for`. An act without `sets` is carried out by whoever knows its id.
    """

    id: str
    words: str
    step: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict[str, Any])
    when: tuple[str, tuple[str | None, ...]] | None = None
    question: str = ""
    asks_for: str = ""

    def offered(self, values: Mapping[str, Any]) -> bool:
        """Tells whether a record with these values can be done this with."""
        return self.when is None or values.get(self.when[0]) in self.when[1]


@dataclass(frozen=True)
class New:
    """The command that makes a record of a kind: its words, keys, icon and menu, where they are not the usual ones."""

    words: str = ""
    keys: str = ""
    icon: str = ""
    menu: str = "Edit"
    command: str = ""


DELETE = Act("trash", "Delete")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Everything the program knows about a kind of record apart from its fields.

    `title` is the field that names a record; `identity` are the fields an import matches on, in order of
    preference; `private` hides the kind from the salesperson, `private_when` a record with this value; `lasting`
    keeps it in the Trash for good, since figures are counted by it.
    `first` are the values of a new record. `at`, `sort`, `state`, `due`, `by`, `within` and `says` name the
    fields that tell when, which sort, how it stands, until when, by whom, in which meeting and in which
    words; of several days the first that is filled counts. `day` is named where a search tells another day
    than the log. `log` and `timeline` are the words of their filters, empty where the kind is no line there;
    `room` is the tab on which a record is opened, or "tab/page"; `new` is the command that makes one there.
    """

    name: str
    label: str
    plural: str
    title: str = "name"
    identity: tuple[tuple[str, ...], ...] = ()
    private: bool = False
    private_when: tuple[str, str] | None = None
    lasting: bool = False
    listed: bool = False
    newest_first: bool = False
    first: Mapping[str, Any] = field(default_factory=dict[str, Any])
    empty: str = ""
    usual: str = ""
    at: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    amount: str = ""
    by: str = ""
    sort: str = ""
    state: str = ""
    due: str = ""
    within: str = ""
    says: tuple[str, ...] = ()
    log: str = ""
    timeline: str = ""
    icon: str = ""
    room: str = ""
    made: str = ""
    acts: tuple[Act, ...] = ()
    new: New | None = None

    def called(self, count: int) -> str:
        """Gives the word for so many of them: "deal", "deals"."""
        return (self.label if count == 1 else self.plural).lower()

    def day_sql(self, row: str) -> str:
        """Gives the day that tells most about a record, in SQL; NULL where a kind has none."""
        return _first_filled(row, self.day or self.at)

    def at_sql(self, row: str) -> str:
        """Gives the day on which a record stands in a line of time, in SQL; NULL where a kind has none."""
        return _first_filled(row, self.at)

    def private_sql(self, row: str) -> str:
        """Tells, in SQL, whether a record is hidden from the salesperson."""
        if self.private_when is None:
            return "1" if self.private else "0"
        return f"{row}.{self.private_when[0]} = '{self.private_when[1]}'"

    @property
    def may_be_private(self) -> bool:
        """Tells whether the kind, or some record of it, is hidden from the salesperson."""
        return self.private or self.private_when is not None

    @property
    def empty_words(self) -> str:
        """Says what belongs in an empty list."""
        return self.empty or f"No {self.plural.lower()} yet."


def _first_filled(row: str, names: tuple[str, ...]) -> str:
    found = [f"{row}.{name}" for name in names]
    return f"coalesce({', '.join(found)})" if len(found) > 1 else "".join(found) or "NULL"


TEAM = (
    Kind(name="team_settings", label="Team settings", plural="Team settings", title="team_name"),
    Kind(name="threshold", label="Threshold", plural="Thresholds", title="key", private=True),
    Kind(name="emptying", label="Emptied Trash", plural="Emptied Trash", title="emptied_at", private=True),
    Kind(
        name="salesperson", label="Salesperson", plural="Salespeople", identity=(("external_id",), ("name",)),
        room="team", new=New(command="new_person", icon="person"),
    ),
    Kind(
        name="strength", label="Strength", plural="Strengths", timeline="Strengths", icon="strength",
        at=("seen_on", "created_at"), says=("name", "evidence"), room="team", new=New(), acts=(DELETE,),
    ),
)  # fmt: skip
DEALS = (
    Kind(
        name="opportunity", label="Deal", plural="Deals", identity=(("external_id",),), listed=True,
        newest_first=True, first={"stage_id": Given.FIRST, "started_on": Given.TODAY},
        empty="No deals yet. Most teams import them from their CRM; add one here where it is not in there.",
        day=("closed_on", "expected_on"), amount="amount", acts=(DELETE,),
    ),
    Kind(
        name="account", label="Account", plural="Accounts", identity=(("name",),), listed=True,
        empty="No accounts yet. An import brings them with the deals; add the ones it does not know.",
    ),
    Kind(
        name="product", label="Product", plural="Products", identity=(("name",),), listed=True,
        empty="No products yet. Their list price stands in for deals that have no amount of their own.",
    ),
    Kind(
        name="stage", label="Stage", plural="Stages", identity=(("name",),), listed=True, lasting=True,
        empty="No stages yet. A stage is a step a deal goes through; the last two mean won and lost.",
        usual="Add the usual six",
    ),
    Kind(
        name="gate", label="Gate", plural="Gates", listed=True,
        empty="No gates yet. A gate is something the buyer has done before a deal belongs in its stage. "
        "One or two a stage are enough.",
    ),
    Kind(name="import_mapping", label="Import mapping", plural="Import mappings"),
    Kind(name="import_batch", label="Import", plural="Imports", title="file_name"),
    Kind(name="opportunity_change", label="Deal change", plural="Deal changes", title="field"),
    Kind(name="field_change", label="Change", plural="Changes", title="field", private=True),
    Kind(name="gate_pass", label="Gate passed", plural="Gates passed", title="evidence"),
)  # fmt: skip
PLANS = (
    Kind(
        name="quota", label="Quota", plural="Quotas", title="starts_on",
        identity=(("salesperson_id", "starts_on"),),
    ),
)  # fmt: skip
COMPETENCIES = (
    Kind(
        name="competency", label="Competency", plural="Competencies", listed=True,
        first={"of_what": "tries", "into_what": "successes"},
        empty="No competencies yet. A competency is a ratio that leads to results, that skill moves and "
        "that can be trained, such as conversations that become meetings.",
        usual="Add the three to start with",
    ),
    Kind(
        name="competency_number", label="Weekly number", plural="Weekly numbers", title="week_start",
        identity=(("salesperson_id", "competency_id", "week_start"),),
    ),
    Kind(name="own_rating", label="Own rating", plural="Own ratings", title="given_at"),
)  # fmt: skip
COACHING = (
    Kind(
        name="one_on_one", label="One-on-one", plural="One-on-ones", title="starts_at",
        at=("starts_at",), sort="kind", state="state", log="Sessions", timeline="One-on-ones", icon="coaching",
        says=("opportunity_id", "competency_id", "excuse", "answer_comment"), room="coaching", made="Planned",
        new=New("Plan a one-on-one…", "Shift+F5", "calendar", "Tools", "plan_one_on_one"),
        acts=(Act("open", "Open the session", when=("state", ("planned", "running"))), DELETE),
    ),
    Kind(
        name="agenda_point", label="Agenda point", plural="Agenda points", title="text",
        private_when=("visibility", "private"), icon="lightbulb", says=("text",), room="coaching",
        made="On the agenda", new=New("Put something on the agenda…", "Ctrl+B", command="bring_up"),
        acts=(Act("discussed", "Discussed", "Point discussed", {"discussed_on": Given.TODAY}), DELETE),
    ),
    Kind(
        name="note", label="Note", plural="Notes", title="text", private_when=("visibility", "private"),
        at=("written_at",), by="author", within="one_on_one_id", says=("text",), log="Notes", timeline="Notes",
        icon="note", room="coaching", made="Note added", new=New(keys="Ctrl+Shift+N"), acts=(DELETE,),
    ),
    Kind(
        name="assignment", label="Assignment", plural="Assignments", title="what", at=("assigned_on",),
        day=("due_on",), sort="kind", state="state", due="due_on", within="one_on_one_id", says=("what",),
        log="Assignments",
        timeline="Assignments", icon="check", room="coaching", made="Assigned", new=New(keys="Ctrl+Return"),
        acts=(
            Act(
                "done", "Mark as done…", "Done", {"state": "done", "done_on": Given.TODAY},
                when=("state", ("open",)), asks_for="evidence",
                question="How do we know that it is done? A few words, such as the deal or the call.",
            ),
            Act(
                "reopen", "Open again", "Reopen", {"state": "open", "done_on": None},
                when=("state", ("done", "dropped")),
            ),
            Act("drop", "Drop it", "Drop", {"state": "dropped", "done_on": None}, when=("state", ("open",))),
        ),
    ),
    Kind(
        name="problem", label="Problem", plural="Problems", title="what", private=True, newest_first=True,
        first={"brought_on": Given.TODAY, "salesperson_id": Given.FIRST}, at=("brought_on",), sort="sort",
        state="response", says=("what", "came_of_it"), log="Problems", timeline="Problems brought", icon="help",
        room="coaching/problems", made="Written down", new=New(),
        empty="Nothing was brought to you yet. Write the next one in a line: who, and what.",
        acts=(
            Act(
                "give_back", "Give back…", "Give back", {"response": "handed_back", "closed_on": Given.TODAY},
                when=("response", ("taken_over", "advised")), asks_for="question",
                question="Which question goes with it, such as: what have you tried?",
            ),
            Act("solved", "Solved…", "Solved", {"closed_on": Given.TODAY}, asks_for="came_of_it",
                when=("closed_on", (None,)), question="What came of it, in a few words?"),
            DELETE,
        ),
    ),
    Kind(name="postponement", label="Postponed nudge", plural="Postponed nudges", title="reason"),
    Kind(name="draft", label="Draft", plural="Drafts", title="form", private=True),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*TEAM, *DEALS, *PLANS, *COMPETENCIES, *COACHING)}


TIMELINE_KINDS = frozenset(kind.name for kind in KINDS.values() if kind.timeline)
"""The kinds that are lines in the timeline of a person."""


def kind_of(name: str) -> Kind:
    """Gives a kind by its name; raises KeyError for an unknown one."""
    return KINDS[name]
