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
        "wins": f"{len(wins)} since last time" if wins else "what went well",
        "agreed": _agreed(agreed, points),
        "numbers": _numbers(competencies),
        "deal": f"{short_name(deal)}, {deal.passed} of {len(deal.gates)} gates" if deal else "choose one",
        "skill": next((c.name.lower() for c in competencies if c.id == skill_id), "one small step"),
        "plan": _plan(plan),
        "book": _book(upcoming, formats),
    }
    return tuple(TalkStep(key, title, subtitles[key]) for key, title in STEPS.items())


def _agreed(agreed: Sequence[Agreed], points: Sequence[Point]) -> str:
    done = sum(item.state == "done" for item in agreed)
    words = [f"{done} done, {len(agreed) - done} open"] if agreed else []
    waiting = sum(not point.discussed for point in points)
    if waiting:
        words.append("1 point" if waiting == 1 else f"{waiting} points")
    return ", ".join(words) or "nothing waits"


def _numbers(competencies: Sequence[CompetencyState]) -> str:
    count = len(competencies)
    if not count:
        return "none chosen yet"
    name = NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else str(count)
    return f"{name} ratio{'' if count == 1 else 's'}, one question"


def _plan(plan: PlanState) -> str:
    if plan.coverage.ratio is not None:
        return f"{plan.coverage.times}× what remains"
    return plan.coverage.words.lower()


def _book(upcoming: NextMeeting, formats: Formats) -> str:
    if not upcoming.booked:
        return "the next date"
    return f"next: {formats.short_day(upcoming.starts_at.date())}, {upcoming.starts_at:%H:%M}"
