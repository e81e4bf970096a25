"""Problems brought: who feels responsible for everything solves everything (S2-01, S2-02, S2-29)."""

from functools import partial

from salesdesk.services.practices import usual
from salesdesk.services.practices.declared import Facts, Figure, Practice, Threshold

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
HEADING, DAYS = _("Problems brought"), "problem_days"


def completed(values: Facts) -> Facts:
    """Tells the kind by the words, and the question that goes with what is handed back."""
    words = f"{values.get('what', '')} ".casefold()
    sort = next((sort for sort, signs in SIGNS.items() if any(sign in words for sign in signs)), "problem")
    question = QUESTIONS[sort] if values.get("response", "handed_back") == "handed_back" else None
    return {"sort": sort, "question": question}


def foretold(values: Facts) -> str:
    """Says what the words of a line make of it, while it is typed."""
    from salesdesk.model import field_of

    sort = _("{kind}, by its words.", kind=field_of("problem", "sort").choice_label(values["sort"]))
    return _("{kind} “{question}” goes with it.", kind=sort, question=values["question"])


_of_days = partial(Figure, kind="problem", days=DAYS)
_threshold = partial(Threshold, heading=HEADING)
TAKEN = _of_days(
    key="problems_taken_over", title=_("Taken over by you"), within="t.response <> 'support'", newcomer=True,
    having="t.response = 'taken_over'", tell=usual.share_of("takeover_ceiling", _("nothing was brought yet")),
    explanation=_("What you took over, divided by all that was brought; support only you can give is left out."),
)  # fmt: skip
BACK = _of_days(
    key="problems_handed_back", title=_("Handed back with a question"), having="t.response = 'handed_back'",
    tell=usual.count_of(_("with a question"), of_all=True),
    explanation=_("How many of all that was brought in the days looked at went back with a question."),
)  # fmt: skip
ADVISED = _of_days(
    key="problems_advised", title=_("Advised"), having="t.response = 'advised'", tell=usual.count_of("", of_all=True),
    explanation=_("How many of all that was brought were advised and stayed with whoever brought them."),
)  # fmt: skip
KEPT = Figure(
    key="problems_kept", title=_("Kept by you, oldest"), kind="problem",
    having="t.response = 'taken_over' AND t.closed_on IS NULL",
    tell=usual.oldest_of(_("you keep nothing"), lambda number: _("{number} kept", number=number)),
    explanation=_("Days since the oldest one you still have was brought, how many there are, and their median age."),
)  # fmt: skip
SUPPORT = _of_days(
    key="problems_support", title=_("Support only you can give"), having="t.response = 'support'",
    tell=usual.count_of(_("a price, a seat, a call upstairs: not counted as taken over")),
    explanation=_("What only a manager can give: a resource or a decision. It is not counted as taken over."),
)  # fmt: skip

PRACTICE = Practice(
    completes={"problem": completed},
    thresholds=(
        _threshold(key="takeover_ceiling", label=_("Problems you take over, at most"), default=0.30, low=0, high=1),
        _threshold(key=DAYS, label=_("Problems look back"), default=90, low=7, high=730, unit=_("days")),
    ),
    figures=(TAKEN, BACK, ADVISED, KEPT, SUPPORT),
    rules=(
        usual.above_ceiling(
            "takeover", TAKEN, "takeover_ceiling", "page_coaching_problems", _("Open them"),
            _("You took over {count} of {whole} problems, {share}. Whose are they?"),
        ),
    ),
    page=usual.PracticePage(
        key="problems", title=HEADING, words=_("support them; do not do it for them"),
        main=(usual.LedgerBlock("problem"),),
        top=(
            usual.FiguresBlock((TAKEN.key, BACK.key, KEPT.key, SUPPORT.key)),
            usual.EntryBlock(
                "problem", "response",
                {"handed_back": _("Hand back"), "advised": _("Advise"), "taken_over": _("I take it")},
                _("Whose is it?"), foretold, "question", tuple(QUESTIONS.values()), _("Another question"),
            ),
        ),
        side=(
            usual.ByPersonBlock(
                _("By person"),
                ((BACK.key, _("back")), (ADVISED.key, _("advised")), (TAKEN.key, _("taken over"))),
                _("What each brought in the days looked at, and whose it was afterwards; support is not counted."),
            ),
        ),
    ),
)  # fmt: skip
