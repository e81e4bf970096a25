"""Says in a few words what each step of the agenda holds."""

from collections.abc import Mapping, Sequence

from salesdesk.env.locale import Formats
from salesdesk.model.coaching import STEPS
from salesdesk.services.sessions.commitments import NUMBER_WORDS
from salesdesk.services.sessions.one_deal import short_name
from salesdesk.services.sessions.values import (
    Agreed,
    CompetencyState,
    Deal,
    NextMeeting,
    PlanState,
    Point,
    TalkStep,
    Win,
)


def steps_of(
    wins: Sequence[Win], points: Sequence[Point], agreed: Sequence[Agreed],
    competencies: Sequence[CompetencyState], skill_id: int | None, deal: Deal | None, plan: PlanState,
    upcoming: NextMeeting, formats: Formats,
) -> tuple[TalkStep, ...]:  # fmt: skip
    """Gives the steps in their fixed order, each with its subtitle."""
    subtitles: Mapping[str, str] = {
        "wins": _("{count} since last time", count=len(wins)) if wins else _("what went well"),
        "agreed": _agreed(agreed, points),
        "numbers": _numbers(competencies),
        "deal": _(
            "{name}, {passed} of {count} gates",
            name=short_name(deal),
            passed=deal.passed,
            count=len(deal.gates),
        )
        if deal
        else _("choose one"),
        "skill": next((c.name.lower() for c in competencies if c.id == skill_id), _("one small step")),
        "plan": _plan(plan),
        "book": _book(upcoming, formats),
    }
    return tuple(TalkStep(key, title, subtitles[key]) for key, title in STEPS.items())


def _agreed(agreed: Sequence[Agreed], points: Sequence[Point]) -> str:
    done = sum(item.state == "done" for item in agreed)
    words = [_("{done} done, {count} open", done=done, count=len(agreed) - done)] if agreed else []
    waiting = sum(not point.discussed for point in points)
    if waiting:
        words.append(n_("1 point", "{number} points", waiting))
    return ", ".join(words) or _("nothing waits")


def _numbers(competencies: Sequence[CompetencyState]) -> str:
    count = len(competencies)
    if not count:
        return _("none chosen yet")
    name = NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)
    return n_("{name} ratio, one question", "{name} ratios, one question", count, name=name)


def _plan(plan: PlanState) -> str:
    if plan.coverage.ratio is not None:
        return _("{times}× what remains", times=plan.coverage.times)
    return plan.coverage.words.lower()


def _book(upcoming: NextMeeting, formats: Formats) -> str:
    if not upcoming.booked:
        return _("the next date")
    return _(
        "next: {date}, {starts_at:%H:%M}",
        date=formats.short_day(upcoming.starts_at.date()),
        starts_at=upcoming.starts_at,
    )
