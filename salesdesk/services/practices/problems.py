"""Problems brought: who feels responsible for everything solves everything (S2-01, S2-02, S2-29)."""

from datetime import date
from statistics import median

from salesdesk.practice.nudges import Nudge
from salesdesk.practice.rounding import percent_words
from salesdesk.services.people import IN_TEAM
from salesdesk.services.practices.declared import (
    Counted,
    Facts,
    Figure,
    Limits,
    Practice,
    Rule,
    Threshold,
    Told,
)

FEW = 5
"""Below so many problems no share is said."""


SIGNS = {
    "complaint": ("complain", "angry", "threaten", "late", "wrong", "unhappy", "upset"),
    "task": ("could you", "can you", "please", "send", "call ", "check", "which ", "join", "sign"),
}
"""Words that tell of which kind a line is; without any it is a problem."""
QUESTIONS = {
    "task": _("What have you tried, and what would you do if I were away this week?"),
    "problem": _("What do you think is behind it, and what would you try first?"),
    "complaint": _("What do they need to hear, and from whom?"),
}


def completed(values: Facts) -> Facts:
    """Tells the kind by the words, and the question that goes with what is handed back."""
    words = f"{values.get('what', '')} ".casefold()
    sort = next((sort for sort, signs in SIGNS.items() if any(sign in words for sign in signs)), "problem")
    question = QUESTIONS[sort] if values.get("response", "handed_back") == "handed_back" else None
    return {"sort": sort, "question": question}


def taken_over(counted: Counted) -> Told:
    """Tells the share the manager took over; support that only a manager can give is not counted."""
    share, ceiling = counted.share, counted.limits["takeover_ceiling"]
    note = _(
        "{count} of {of} in {days} days; {ceiling} at most",
        count=share.count,
        of=share.of,
        days=counted.limits["problem_days"],
        ceiling=percent_words(ceiling),
    )
    text = "–" if share.share is None else percent_words(share.share, ceiling)
    return Told(text, note=note if share.of else _("nothing was brought yet"), value=share.share)


def handed_back(counted: Counted) -> Told:
    """Tells how many went back with a question."""
    return Told(
        f"{len(counted.having)}",
        _("of {count}", count=len(counted.of)),
        _("with a question"),
        float(len(counted.having)),
    )


def kept(counted: Counted) -> Told:
    """Tells how long the manager has kept what was taken over, the oldest first."""
    if not counted.ages:
        return Told("–", note=_("you keep nothing"), value=None)
    oldest, half = counted.ages[-1], median(counted.ages)
    note = n_("1 kept", "{number} kept; half are older than {half:g} days", len(counted.ages), half=half)
    return Told(n_("{number} day", "{number} days", oldest), note=note, value=float(half))


def support(counted: Counted) -> Told:
    """Tells how often only a manager could help."""
    return Told(f"{len(counted.having)}", note=_("a price, a seat, a call upstairs: not counted as taken over"),
                value=float(len(counted.having)))  # fmt: skip


def too_much_taken_over(facts: Facts, limits: Limits, _today: date) -> Nudge | None:
    """Speaks when the manager takes over more than the team's ceiling."""
    count, of = facts["taken"] or 0, facts["brought"]
    if of < FEW or count / of <= limits["takeover_ceiling"]:
        return None
    share = percent_words(count / of, limits["takeover_ceiling"])
    words = _(
        "You took over {count} of {of} problems, {share}. Whose are they?", count=count, of=of, share=share
    )
    return Nudge("soon", words, "page_coaching_problems", _("Open them"))


_COUNTED = "t.response <> 'support'"

PRACTICE = Practice(
    completes={"problem": completed},
    thresholds=(
        Threshold(
            key="takeover_ceiling", label=_("Problems you take over, at most"), default=0.30, low=0, high=1,
            heading=_("Problems brought"),
        ),
        Threshold(
            key="problem_days", label=_("Problems look back"), default=90, low=7, high=730, unit="days",
            heading=_("Problems brought"),
        ),
    ),
    figures=(
        Figure(
            key="problems_taken_over", title=_("Taken over by you"), kind="problem", days="problem_days",
            within=_COUNTED, having="t.response = 'taken_over'", tell=taken_over, newcomer=True,
            explanation=_("What you took over, divided by all that was brought in the days looked at, without support "
            "that only a manager can give."),
        ),
        Figure(
            key="problems_handed_back", title=_("Handed back with a question"), kind="problem", days="problem_days",
            having="t.response = 'handed_back'", tell=handed_back,
            explanation=_("How many of all that was brought in the days looked at went back with a question."),
        ),
        Figure(
            key="problems_advised", title=_("Advised"), kind="problem", days="problem_days",
            having="t.response = 'advised'", tell=handed_back,
            explanation=_("How many of all that was brought in the days looked at were advised and stayed with whoever "
            "brought them."),
        ),
        Figure(
            key="problems_kept", title=_("Kept by you, oldest"), kind="problem", tell=kept,
            having="t.response = 'taken_over' AND t.closed_on IS NULL",
            explanation=_("Days since the oldest problem was brought that you took over and still have; beside it how "
            "many there are, and their median age."),
        ),
        Figure(
            key="problems_support", title=_("Support only you can give"), kind="problem", days="problem_days",
            having="t.response = 'support'", tell=support,
            explanation=_("What only a manager can give: a resource or a decision. It is not counted as taken over."),
        ),
    ),
    rules=(
        Rule(
            key="takeover", say=too_much_taken_over, looks_over_self_starters=True,
            facts=f"""SELECT 0 AS person_id, 'You' AS name, '' AS level, count(*) AS brought,
            sum(t.response = 'taken_over') AS taken FROM problem t WHERE t.deleted_at IS NULL AND {_COUNTED}
            AND t.brought_on >= date(:today, '-' || :problem_days || ' days') AND t.salesperson_id IN ({IN_TEAM})""",
        ),
    ),
)  # fmt: skip
