"""Declares every kind of record once, in plain values: its words, where it stands, and what can be done with it.

The fields of a kind are declared beside its class; this is what is true of the record as a whole. Lists, new
forms, the record panel, the log, the timeline, search, the Trash and the export are made from both.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import Enum
from typing import Any

from salesdesk.frozen import frozen


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


@frozen
class Act:
    """One thing that can be done with a record: its words, what it sets, and in which states it is offered.

    `when` names fields and the values each must have; an act that asks first says the question, and the answer
    goes into the field `asks_for`; with `open_answer` it may also be given later. An act without `sets` is
    carried out by whoever knows its id.
    """

    id: str
    words: str
    step: str = ""
    sets: Mapping[str, Any] = field(default_factory=dict[str, Any])
    when: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict[str, tuple[str | None, ...]])
    question: str = ""
    asks_for: str = ""
    open_answer: bool = False

    def offered(self, values: Mapping[str, Any]) -> bool:
        """Tells whether a record with these values can be done this with."""
        return all(values.get(name) in wanted for name, wanted in self.when.items())


@frozen
class New:
    """The command that makes a record of a kind: its words, keys, icon and menu, where they are not the usual ones.

    `also` are other words by which people look for it.
    """

    words: str = ""
    keys: str = ""
    icon: str = ""
    menu: str = "Edit"
    command: str = ""
    also: str = ""


DELETE = Act("trash", _("Delete"))


@frozen(kw_only=True)
class Kind:
    """Everything the program knows about a kind of record apart from its fields.

    `title` is the field that names a record; `identity` are the fields an import matches on, in order of
    preference; `private` hides the kind from the salesperson, `private_when` a record with this value; `lasting`
    keeps it in the Trash for good, since figures are counted by it; `only_tells` is true of one that
    tells of others, such as how a deal stood: it goes with what it cannot be without, and never keeps it. Of the
    same values in the fields of `single` there is one record at most. Where a person is erased, `figures` are what may
    stay, since the team is counted by it, and what `tells_of` them in that field goes though it is not owned.
    `first` are the values of a new record. `at`, `sort`, `state`, `due`, `by`, `within` and `says` name the
    fields that tell when, which sort, how it stands, until when, by whom, in which meeting and in which
    words; of several days the first that is filled counts. `day` is named where a search tells another day
    than the log. `log` and `timeline` are the words of their filters, empty where the kind is no line there;
    `room` is the tab on which a record is opened, or "tab/page", and `own_room` that of one about nobody, where that
    is the manager's own; `new` is the command that makes one there.
    """

    name: str
    label: str
    plural: str
    title: str = "name"
    identity: tuple[tuple[str, ...], ...] = ()
    private: bool = False
    private_when: tuple[str, str] | None = None
    lasting: bool = False
    only_tells: bool = False
    figures: bool = False
    tells_of: str = ""
    single: tuple[str, ...] = ()
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
    own_room: str = ""
    made: str = ""
    made_for: str = ""
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
        return self.empty or _("No {plural} yet.", plural=self.plural.lower())


def _first_filled(row: str, names: tuple[str, ...]) -> str:
    found = [f"{row}.{name}" for name in names]
    return f"coalesce({', '.join(found)})" if len(found) > 1 else "".join(found) or "NULL"


TEAM = (
    Kind(name="team_settings", label=_("Team settings"), plural=_("Team settings"), title="team_name"),
    Kind(name="threshold", label=_("Threshold"), plural=_("Thresholds"), title="key", private=True),
    Kind(name="emptying", label=_("Emptied Trash"), plural=_("Emptied Trash"), title="emptied_at", private=True),
    Kind(
        name="salesperson", label=_("Salesperson"), plural=_("Salespeople"), identity=(("external_id",), ("name",)),
        room="team", new=New(command="new_person", icon="person", also=_("add person employee rep seller member")),
    ),
    Kind(
        name="strength", label=_("Strength"), plural=_("Strengths"), timeline=_("Strengths"), icon="strength",
        at=("seen_on", "created_at"), says=("name", "evidence"), room="team", new=New(), acts=(DELETE,),
    ),
)  # fmt: skip
DEALS = (
    Kind(
        name="opportunity", label=_("Deal"), plural=_("Deals"), identity=(("external_id",),), listed=True,
        newest_first=True, first={"stage_id": Given.FIRST, "started_on": Given.TODAY},
        empty=_("No deals yet. Most teams import them from their CRM; add one here where it is not in there."),
        day=("closed_on", "expected_on"), amount="amount", acts=(DELETE,),
    ),
    Kind(
        name="account", label=_("Account"), plural=_("Accounts"), identity=(("name",),), listed=True,
        empty=_("No accounts yet. An import brings them with the deals; add the ones it does not know."),
    ),
    Kind(
        name="product", label=_("Product"), plural=_("Products"), identity=(("name",),), listed=True,
        empty=_("No products yet. Their list price stands in for deals that have no amount of their own."),
    ),
    Kind(
        name="stage", label=_("Stage"), plural=_("Stages"), identity=(("name",),), listed=True, lasting=True,
        empty=_("No stages yet. A stage is a step a deal goes through; the last two mean won and lost."),
        usual=_("Add the usual six"),
    ),
    Kind(
        name="gate", label=_("Gate"), plural=_("Gates"), listed=True,
        empty=_("No gates yet. A gate is something the buyer has done before a deal belongs in its stage. "
        "One or two a stage are enough."),
    ),
    Kind(
        name="name_in_files", label=_("Name in files"), plural=_("Names in files"), listed=True, private=True,
        tells_of="salesperson_id",
        empty=_("No names yet. When an import asks whether two names are the same, your answer is kept here."),
    ),
    Kind(
        name="import_mapping", label=_("List of remembered columns"), plural=_("Lists of remembered columns"),
    ),
    Kind(name="import_batch", label=_("Import"), plural=_("Imports"), title="file_name"),
    Kind(name="opportunity_change", label=_("Deal change"), plural=_("Deal changes"), title="field"),
    Kind(
        name="deal_snapshot", label=_("Deal in a snapshot"), plural=_("Deals in snapshots"), title="outcome",
        only_tells=True,
    ),
    Kind(name="field_change", label=_("Change"), plural=_("Changes"), title="field", private=True),
    Kind(name="gate_pass", label=_("Gate passed"), plural=_("Gates passed"), title="evidence"),
)  # fmt: skip
PLANS = (
    Kind(
        name="quota", label=_("Quota"), plural=_("Quotas"), title="starts_on",
        identity=(("salesperson_id", "starts_on"),), figures=True,
    ),
)  # fmt: skip
COMPETENCIES = (
    Kind(
        name="competency", label=_("Competency"), plural=_("Competencies"), listed=True,
        first={"of_what": "tries", "into_what": "successes"},
        empty=_("No competencies yet. A competency is a ratio that leads to results, that skill moves and "
        "that can be trained, such as conversations that become meetings."),
        usual=_("Add the three to start with"),
    ),
    Kind(
        name="competency_number", label=_("Weekly number"), plural=_("Weekly numbers"), title="week_start",
        identity=(("salesperson_id", "competency_id", "week_start"),), figures=True,
    ),
    Kind(name="own_rating", label=_("Own rating"), plural=_("Own ratings"), title="given_at"),
)  # fmt: skip
COACHING = (
    Kind(
        name="one_on_one", label=_("One-on-one"), plural=_("One-on-ones"), title="starts_at",
        at=("starts_at",), sort="kind", state="state", log=_("Sessions"), timeline=_("One-on-ones"), icon="coaching",
        says=("opportunity_id", "competency_id", "excuse", "answer_comment"), room="coaching/log", made=_("Planned"),
        new=New(
            _("Plan a one-on-one…"), "Shift+F5", "calendar", "Tools", "plan_one_on_one",
            _("add meeting appointment talk 1:1")
        ),
        acts=(Act("open", _("Open the session"), when={"state": ("planned", "running")}), DELETE),
    ),
    Kind(
        name="agenda_point", label=_("Agenda point"), plural=_("Agenda points"), title="text",
        private_when=("visibility", "private"), icon="lightbulb", says=("text",), room="coaching/log",
        made=_("On the agenda"), made_for=_("next one-on-one"),
        new=New(_("Put something on the agenda…"), "Ctrl+B", command="bring_up"),
        acts=(Act("discussed", _("Discussed"), _("Point discussed"), {"discussed_on": Given.TODAY}), DELETE),
    ),
    Kind(
        name="note", label=_("Note"), plural=_("Notes"), title="text", private_when=("visibility", "private"),
        at=("written_at",), by="author", within="one_on_one_id", says=("text",), log=_("Notes"), timeline=_("Notes"),
        icon="note", room="coaching/log", own_room="coaching/my_log", made=_("Note added"),
        new=New(keys="Ctrl+Shift+N", also=_("add write comment")), acts=(DELETE,),
    ),
    Kind(
        name="assignment", label=_("Assignment"), plural=_("Assignments"), title="what", at=("assigned_on",),
        day=("due_on",), sort="kind", state="state", due="due_on", within="one_on_one_id", says=("what",),
        log=_("Assignments"),
        timeline=_("Assignments"), icon="check", room="coaching/log", made=_("Assigned"),
        new=New(keys="Ctrl+Return", also=_("add task to-do homework")),
        acts=(
            Act(
                "done", _("Mark as done…"), _("Done"), {"state": "done", "done_on": Given.TODAY},
                when={"state": ("open",)}, asks_for="evidence", open_answer=True,
                question=_("How do we know that it is done? A few words, or nothing yet."),
            ),
            Act(
                "reopen", _("Open again"), _("Reopen"), {"state": "open", "done_on": None},
                when={"state": ("done", "dropped")},
            ),
            Act("drop", _("Drop it"), _("Drop"), {"state": "dropped", "done_on": None}, when={"state": ("open",)}),
        ),
    ),
    Kind(
        name="problem", label=_("Problem"), plural=_("Problems"), title="what", private=True, newest_first=True,
        first={"brought_on": Given.TODAY}, at=("brought_on",), sort="sort", state="response",
        says=("what", "came_of_it"), log=_("Problems"), timeline=_("Problems brought"), icon="help",
        room="coaching/problems", made=_("Written down"), new=New(),
        empty=_("Nothing was brought to you yet. Write the next one in a line: who, and what."),
        acts=(
            Act(
                "give_back", _("Give back…"), _("Give back"), {"response": "handed_back", "closed_on": Given.TODAY},
                when={"response": ("taken_over", "advised"), "closed_on": (None,)}, asks_for="question",
                question=_("Which question goes with it, such as: what have you tried?"),
            ),
            Act(
                "solved", _("Solved…"), _("Solved"), {"closed_on": Given.TODAY}, asks_for="came_of_it",
                when={"closed_on": (None,)}, question=_("What came of it, in a few words?"),
            ),
            DELETE,
        ),
    ),
    Kind(name="postponement", label=_("Postponed nudge"), plural=_("Postponed nudges"), title="reason"),
    Kind(
        name="draft", label=_("Draft"), plural=_("Drafts"), title="form", private=True,
        single=("form", "salesperson_id"),
    ),
)  # fmt: skip

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*TEAM, *DEALS, *PLANS, *COMPETENCIES, *COACHING)}


TIMELINE_KINDS = frozenset(kind.name for kind in KINDS.values() if kind.timeline)
"""The kinds that are lines in the timeline of a person."""


def kind_of(name: str) -> Kind:
    """Gives a kind by its name; raises KeyError for an unknown one."""
    return KINDS[name]


_LINK = "salesdesk:"


def link_to(kind: str, record_id: int) -> str:
    """Gives the address under which a printed sheet leads to a record of the desk that is open."""
    return f"{_LINK}{kind}/{record_id}"


def linked_record(text: str) -> tuple[str, int] | None:
    """Gives kind and number of the record an address leads to, or None where it is no such address."""
    kind, _slash, number = text.removeprefix(_LINK).partition("/")
    known = text.startswith(_LINK) and kind in KINDS and number.isascii() and number.isdigit()
    return (kind, int(number)) if known else None
