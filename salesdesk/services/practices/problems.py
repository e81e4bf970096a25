"""Problems brought: who feels responsible for everything solves everything (S2-01, S2-02, S2-29)."""

from salesdesk.services.practices.ledgers import Ceiling, Ledger, LedgerState

PRACTICE = Ledger(
    kind="problem",
    looks_back=_("Problems look back"),
    words=_("support them; do not do it for them"),
    asks=_("Whose is it?"),
    by_person=_("What each brought in the days looked at, and whose it was afterwards; support is not counted."),
    states=(
        LedgerState(
            state="handed_back", title=_("Handed back with a question"), bar=_("back"), verb=_("Hand back"),
            explanation=_("How many of all that was brought in the days looked at went back with a question."),
            note=_("with a question"),
        ),
        LedgerState(
            state="advised", title=_("Advised"), bar=_("advised"), verb=_("Advise"), card=False,
            explanation=_("How many of all that was brought were advised and stayed with whoever brought them."),
        ),
        LedgerState(
            state="taken_over", title=_("Taken over by you"), bar=_("taken over"), verb=_("I take it"), newcomer=True,
            explanation=_("What you took over, divided by all that was brought; "
            "support only you can give is left out."),
            nothing=_("nothing was brought yet"),
            ceiling=Ceiling(
                "takeover", 0.30, _("Problems you take over, at most"),
                _("You took over {count} of {whole} problems, {share}. Whose are they?"),
            ),
        ),
        LedgerState(
            state="taken_over", until="closed_on", key="kept", title=_("Kept by you, oldest"),
            explanation=_("Days since the oldest one you still have was brought, "
            "how many there are, and their median age."),
            nothing=_("you keep nothing"),
            note=_("{number} kept"),
        ),
        LedgerState(
            state="support", title=_("Support only you can give"), apart=True,
            explanation=_("What only a manager can give: a resource or a decision. It is not counted as taken over."),
            note=_("a price, a seat, a call upstairs: not counted as taken over"),
        ),
    ),
    goes_into="question",
    another=_("Another question"),
    sorts={
        "complaint": (_("What do they need to hear, and from whom?"),
                      "complain", "angry", "threaten", "late", "wrong", "unhappy", "upset"),
        "task": (_("What have you tried, and what would you do if I were away this week?"),
                 "could you", "can you", "please", "send", "call ", "check", "which ", "join", "sign"),
        "problem": (_("What do you think is behind it, and what would you try first?"),),
    },
).practice  # fmt: skip
