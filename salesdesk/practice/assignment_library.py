"""Offers words to start from: sales templates, diagnosis questions and ideas for development."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SalesTemplate:
    """A pattern of sales assignment; `nudge` marks a comparison, `ask_capacity` a question of hours."""

    key: str
    label: str
    what: str
    nudge: bool = False
    ask_capacity: bool = False


@dataclass(frozen=True)
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
    SalesTemplate("follow_up", "Which proposal waits?", "Ask the client what is open in the proposal"),
    SalesTemplate(
        "hours",
        "What needs more hours?",
        "Find more hours next week for ",
        ask_capacity=True,
    ),
    SalesTemplate(
        "rivalry",
        "Whose way could you try?",
        "Try what a colleague who is ahead does",
        nudge=True,
    ),
)

DIAGNOSIS_QUESTIONS = {
    "knowledge": "Could you explain it to somebody new?",
    "skill": "Could you show it here, now?",
    "commitment": "Do you want to, also when nobody watches?",
    "capacity": "Do time, territory, health, tools and the deals in hand allow it?",
}

IDEAS = (
    Idea(
        "Few conversations become meetings",
        "skill",
        "Open with what changed at the client, then ask for 20 minutes",
        "The next ten first conversations",
        "Meetings out of ten conversations",
    ),
    Idea(
        "Few conversations become meetings",
        "knowledge",
        "Write down three problems this sector pays to solve",
        "Preparing Monday's first calls",
        "Explains the three in two minutes",
        15,
        2,
    ),
    Idea(
        "Few meetings become opportunities",
        "skill",
        "Agree on the client's own measure of success",
        "The next three first meetings",
        "A measure with from, to and by in each deal",
    ),
    Idea(
        "Few meetings become opportunities",
        "skill",
        "Ask who else decides and what they worry about",
        "The next four second meetings",
        "Two names beside the contact in each deal",
    ),
    Idea(
        "Few proposals are won",
        "skill",
        "Read the summary of the proposal with the client before it is sent",
        "Tuesday's proposals",
        "Changes the client asked for before sending",
    ),
    Idea(
        "Few proposals are won",
        "knowledge",
        "Compare two lost and two won deals: what did the buyer do next?",
        "The weekly look at the pipeline",
        "Tells the difference in three sentences",
        30,
        1,
    ),
    Idea(
        "Deals stand still",
        "skill",
        "End each meeting with a step the buyer takes, on a day",
        "Every meeting of this week",
        "Deals with a dated step of the buyer",
    ),
    Idea(
        "Deals stand still",
        "commitment",
        "Offer a smaller first step to the client who hesitates",
        "The two oldest deals",
        "An answer from both clients",
        15,
        2,
    ),
    Idea(
        "Prices are given away",
        "skill",
        "Ask for something in return each time the price comes up",
        "The next three price talks",
        "What was given and what was got",
        15,
        4,
    ),
    Idea(
        "Forecasts slip",
        "knowledge",
        "Name the proof for each deal that is said to close",
        "Friday's forecast",
        "Proof written beside each deal",
        15,
        4,
    ),
    Idea(
        "Little time for clients",
        "capacity",
        "Hand one weekly task to whom it belongs",
        "Planning the week",
        "Hours that came free",
        15,
        2,
    ),
    Idea(
        "Already strong",
        "skill",
        "Show a team mate the opening that works and note what they ask",
        "One joint call a week",
        "The routine in five lines",
        30,
        4,
    ),
)


def gaps() -> list[str]:
    """Lists the gaps the library knows, each once, in its order."""
    return list(dict.fromkeys(idea.gap for idea in IDEAS))
