"""Offers words to start from: sales templates, diagnosis questions and ideas for development."""

from salesdesk.frozen import frozen


@frozen
class SalesTemplate:
    """A pattern of sales assignment; `nudge` marks a comparison, `ask_capacity` a question of hours."""

    key: str
    label: str
    what: str
    nudge: bool = False
    ask_capacity: bool = False


@frozen
class Idea:
    """A small development assignment for one gap, with the activity it fits into and what would show it."""

    gap: str
    axis: str
    what: str
    done_in: str
    evidence: str
    minutes_a_week: int = 20
    weeks: int = 3


SALES_TEMPLATES = (
    SalesTemplate("follow_up", _("Which proposal waits?"), _("Ask the client what is open in the proposal")),
    SalesTemplate(
        "hours",
        _("What needs more hours?"),
        _("Find more hours next week for "),
        ask_capacity=True,
    ),
    SalesTemplate(
        "rivalry",
        _("Whose way could you try?"),
        _("Try what a colleague who is ahead does"),
        nudge=True,
    ),
)

DIAGNOSIS_QUESTIONS = {
    "knowledge": _("Could you explain it to somebody new?"),
    "skill": _("Could you show it here, now?"),
    "commitment": _("Do you want to, also when nobody watches?"),
    "capacity": _("Do time, territory, health, tools and the deals in hand allow it?"),
}

IDEAS = (
    Idea(
        _("From conversation to meeting"),
        "skill",
        _("Open with what changed at the client, then ask for 20 minutes"),
        _("the next ten first conversations"),
        _("Meetings out of ten conversations"),
    ),
    Idea(
        _("From conversation to meeting"),
        "knowledge",
        _("Write down three problems this sector pays to solve"),
        _("preparing Monday's first calls"),
        _("Explains the three in two minutes"),
        15,
        2,
    ),
    Idea(
        _("From meeting to opportunity"),
        "skill",
        _("Agree on the client's own measure of success"),
        _("the next three first meetings"),
        _("A measure with from, to and by in each deal"),
    ),
    Idea(
        _("From meeting to opportunity"),
        "skill",
        _("Ask who else decides and what they worry about"),
        _("the next four second meetings"),
        _("Two names beside the contact in each deal"),
    ),
    Idea(
        _("From proposal to order"),
        "skill",
        _("Read the summary of the proposal with the client before it is sent"),
        _("Tuesday's proposals"),
        _("Changes the client asked for before sending"),
    ),
    Idea(
        _("From proposal to order"),
        "knowledge",
        _("Compare two lost and two won deals: what did the buyer do next?"),
        _("the weekly look at the pipeline"),
        _("Tells the difference in three sentences"),
        30,
        1,
    ),
    Idea(
        _("Deals that wait"),
        "skill",
        _("End each meeting with a step the buyer takes, on a day"),
        _("every meeting of this week"),
        _("Deals with a dated step of the buyer"),
    ),
    Idea(
        _("Deals that wait"),
        "commitment",
        _("Offer a smaller first step to the client who hesitates"),
        _("the two oldest deals"),
        _("An answer from both clients"),
        15,
        2,
    ),
    Idea(
        _("Holding the price"),
        "skill",
        _("Ask for something in return each time the price comes up"),
        _("the next three price talks"),
        _("What was given and what was got"),
        15,
        4,
    ),
    Idea(
        _("Forecasting"),
        "knowledge",
        _("Name the proof for each deal that is said to close"),
        _("Friday's forecast"),
        _("Proof written beside each deal"),
        15,
        4,
    ),
    Idea(
        _("Time for clients"),
        "capacity",
        _("Hand one weekly task to whom it belongs"),
        _("planning the week"),
        _("Hours that came free"),
        15,
        2,
    ),
    Idea(
        _("Passing on what works"),
        "skill",
        _("Show a team mate the opening that works and note what they ask"),
        _("one joint call a week"),
        _("The routine in five lines"),
        30,
        4,
    ),
)


def gaps() -> list[str]:
    """Lists the gaps the library knows, each once, in its order."""
    return list(dict.fromkeys(idea.gap for idea in IDEAS))
