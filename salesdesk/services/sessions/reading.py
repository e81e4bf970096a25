"""Puts together what one side of the screen shows of a one-on-one, for the audience it reads for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from salesdesk.env.clock import Clock
from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.model.coaching import MEETING_KINDS, STEPS
from salesdesk.model.fields import Audience
from salesdesk.practice.checklist import Line, checklist_alert, checklist_windows
from salesdesk.practice.holes import CarriedFacts, find_holes
from salesdesk.services.field_words import TableRow, words_of
from salesdesk.services.plans.values import PaceTable
from salesdesk.services.quarter import quarter_pace
from salesdesk.services.records import RecordsService
from salesdesk.services.sessions.commitments import NUMBER_WORDS, agreed_of, balance_words
from salesdesk.services.sessions.numbers import competencies, ratio_facts
from salesdesk.services.sessions.one_deal import deal_facts, deal_of, open_deals, short_name
from salesdesk.services.sessions.since import lines_since, veiled
from salesdesk.services.sessions.timing import TalkClock, elapsed_seconds, last_session, next_meeting
from salesdesk.services.sessions.values import (
    Agreed,
    CompetencyState,
    ManagerSide,
    NextMeeting,
    Point,
    SessionPerson,
    SessionState,
    TalkStep,
    Timer,
    Win,
    Wrap,
)
from salesdesk.services.stored_values import money_of
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile

UNASKED = frozenset({"name", "status", "level", "email", "phone", "external_id"})
"""Facts that the head of the session shows, and those that are for finding somebody or for the manager's eyes."""


@frozen
class _Table:
    """Who sits at the table, for whom it is read, and when: what all parts of the state need.

    `today` is the day of the session once it was held, so that it is read later as it was.
    """

    meeting: TableRow
    person_id: int
    audience: Audience
    last: tuple[int, date] | None
    today: date
    settings: TeamSettings

    @property
    def held(self) -> bool:
        """Tells whether the session is over."""
        return self.meeting.values["state"] == "held"

    @property
    def last_on(self) -> date | None:
        """Gives the day of the session before."""
        return self.last[1] if self.last else None


class SessionReader:
    """Reads the state of a one-on-one for the manager or for the salesperson."""

    def __init__(
        self,
        desk: DeskFile,
        clock: Clock,
        formats: Formats | None = None,
        talk_clock: TalkClock | None = None,
    ) -> None:
        self._desk = desk
        self._clock, self._talk_clock = clock, talk_clock or TalkClock(desk, clock)
        self._formats = formats or Formats()
        self._records = RecordsService(desk)

    def read(self, one_on_one_id: int, audience: Audience) -> SessionState:
        """Gives the state; raises UserError where the one-on-one is gone."""
        meeting = self._records.one("one_on_one", one_on_one_id, audience)
        person_id = meeting.values["salesperson_id"]
        starts_at, held = meeting.values["starts_at"], meeting.values["state"] == "held"
        last = last_session(self._desk, person_id, one_on_one_id, starts_at)
        day = starts_at.date() if held else self._clock.today()
        table = _Table(meeting, person_id, audience, last, day, team_settings(self._desk))
        return self._state(table)

    def _state(self, table: _Table) -> SessionState:
        v, today = table.meeting.values, table.today
        wins, points = self._wins(table), self._points(table)
        agreed, this_time = self._assignments(table)
        # Once a session is held there is nothing left to guess, so the record stands open to both.
        seen_by = Audience.MANAGER if table.held else table.audience
        ratings = competencies(self._desk, table.person_id, table.meeting.id, seen_by, today, table.settings)
        deal = deal_of(self._desk, table.person_id, v["opportunity_id"], today, table.settings["currency"])
        plan = quarter_pace(self._desk, today, table.person_id, back_then=table.held)
        upcoming = next_meeting(
            self._desk,
            table.person_id,
            table.meeting.id,
            v["starts_at"],
            today,
            table.settings["formal_review_days"],
        )
        state = SessionState(
            id=table.meeting.id, audience=table.audience, person=self._person(table), kind=v["kind"],
            kind_label=MEETING_KINDS[v["kind"]], day=v["starts_at"].date(), state=v["state"], step=v["step"],
            steps=(),
            timer=self._timer(table), last_on=table.last_on, wins=wins, lines=self._lines(table, ratings),
            points=points, agreed=agreed, this_time=this_time, competencies=ratings,
            skill_id=v["competency_id"], strengths=self._strengths(table), deal=deal,
            deal_choices=() if table.held else open_deals(self._desk, table.person_id), plan=plan, next=upcoming,
            notes=self._notes(table, "shared"),
            balance=balance_words(this_time, _open_development(agreed)),
            wrap=Wrap(v["answer"] or "", v["answer_comment"] or "", v["seen_on"]),
            manager=self._manager_side(table, points, plan) if table.audience is Audience.MANAGER else None,
        )  # fmt: skip
        return replace(state, steps=steps_of(state, self._formats))

    def _person(self, table: _Table) -> SessionPerson:
        row = self._records.one("salesperson", table.person_id, table.audience)
        said = (
            (field.label, words_of(field, row.values[field.name], self._formats))
            for field in self._records.fields("salesperson", table.audience)
            if field.name not in UNASKED
        )
        facts = tuple((label, words) for label, words in said if words)
        return SessionPerson(row.id, row.values["name"], facts)

    def _timer(self, table: _Table) -> Timer:
        v = table.meeting.values
        planned, number, now = (
            v["planned_minutes"] or table.settings["session_minutes"], table.meeting.id, self._clock.now(),
        )  # fmt: skip
        until = self._talk_clock.until(number, v["started_at"], planned) if v["minutes"] is None else now
        elapsed = elapsed_seconds(v["started_at"], v["minutes"], until)
        return Timer(elapsed, planned, stood_open=until < now or number in self._talk_clock.stood_open)

    def _wins(self, table: _Table) -> tuple[Win, ...]:
        window, _ = checklist_windows(table.last_on, table.today)
        values = {"person": table.person_id, "start": window.start.isoformat(), "end": window.end.isoformat()}
        return tuple(
            Win(
                row["id"], row["name"], row["account"] or "", money_of(row["amount"]),
                row["currency"] or table.settings["currency"], date.fromisoformat(row["closed_on"]),
            )
            for row in self._desk.rows(_WINS, values)
        )  # fmt: skip

    def _lines(self, table: _Table, ratings: tuple[CompetencyState, ...]) -> tuple[Line, ...]:
        lines = lines_since(
            self._desk, table.person_id, table.meeting.id, table.last_on, table.today,
            table.settings["prior_weight"],
        )  # fmt: skip
        blind = table.audience is Audience.SALESPERSON and not all(c.record for c in ratings)
        return veiled(lines) if blind else lines

    def _points(self, table: _Table) -> tuple[Point, ...]:
        rows = self._records.rows("agenda_point", table.audience, where={"salesperson_id": table.person_id})
        here = table.meeting.id
        return tuple(
            Point(
                row.id, row.values["text"], row.values["raised_by"], row.values["step"],
                row.values["times_carried"], row.values["discussed_on"] is not None,
                row.values["visibility"] == "private",
            )
            for row in rows
            if row.values["one_on_one_id"] == here or (row.values["discussed_on"] is None and not table.held)
        )  # fmt: skip

    def _assignments(self, table: _Table) -> tuple[tuple[Agreed, ...], tuple[Agreed, ...]]:
        """Gives what was agreed before and is open or was done since last time, and what is new."""
        last, last_on = table.last or (None, None)
        values = {
            "person": table.person_id, "here": table.meeting.id, "today": table.today.isoformat(),
            "last": last, "last_on": last_on and last_on.isoformat(),
        }  # fmt: skip
        ids = [row["id"] for row in self._desk.rows(_ASSIGNMENTS, values)]
        rows = self._records.rows("assignment", table.audience, ids=ids, order_by=("assigned_on", "id"))
        here = [row for row in rows if row.values["one_on_one_id"] == table.meeting.id]
        before = [row for row in rows if row not in here]
        return tuple(map(agreed_of, before)), tuple(map(agreed_of, here))

    def _strengths(self, table: _Table) -> tuple[str, ...]:
        rows = self._records.rows("strength", table.audience, where={"salesperson_id": table.person_id})
        return tuple(row.values["name"] for row in rows)

    def _notes(self, table: _Table, visibility: str) -> dict[str, str]:
        where = {"one_on_one_id": table.meeting.id, "visibility": visibility}
        rows = self._records.rows("note", table.audience, where=where)
        return {row.values["step"]: row.values["text"] for row in rows if row.values["step"]}

    def _ways(self, table: _Table) -> dict[str, str]:
        """Gives how each step was led, as far as it was marked; the newer mark of two counts."""
        rows = self._records.rows(
            "note", where={"one_on_one_id": table.meeting.id}, order_by=("changed_at", "id")
        )
        return {
            row.values["step"]: row.values["way"] for row in rows if row.values["step"] and row.values["way"]
        }

    def _manager_side(self, table: _Table, points: tuple[Point, ...], plan: PaceTable) -> ManagerSide:
        today, timer = table.today, self._timer(table)
        carried = [
            CarriedFacts(point.text, point.times_carried, private=point.private)
            for point in points
            if not point.discussed
        ]
        holes = find_holes(
            ratio_facts(self._desk, table.person_id, today, table.settings["ratio_days"]),
            deal_facts(self._desk, table.person_id, today, table.settings["currency"]),
            [*carried, *self._carried_assignments(table)],
            plan.team.coverage.ratio, table.settings["coverage_target"],
        )  # fmt: skip
        seconds = table.meeting.values["checklist_seconds"]
        session = max(timer.elapsed_seconds, timer.planned_minutes * 60)
        return ManagerSide(
            holes=tuple(holes), notes=self._notes(table, "private"), ways=self._ways(table),
            checklist_seconds=seconds, checklist_alert=checklist_alert(seconds, session) or "",
        )  # fmt: skip

    def _carried_assignments(self, table: _Table) -> list[CarriedFacts]:
        rows = self._records.rows("assignment", where={"salesperson_id": table.person_id, "state": "open"})
        return [
            CarriedFacts(r.values["what"], r.values["times_carried"], r.id, r.values["opportunity_id"])
            for r in rows
        ]


def _open_development(agreed: tuple[Agreed, ...]) -> int:
    return sum(item.kind == "development" and item.state == "open" for item in agreed)


# What was agreed here, and of what was agreed before what is open, or was done since the session before.
_ASSIGNMENTS = """
SELECT id FROM assignment WHERE salesperson_id = :person AND +deleted_at IS NULL
AND (one_on_one_id = :here OR assigned_on <= :today
  AND (state = 'open' OR state = 'done' AND (one_on_one_id = :last OR done_on >= :last_on)))
"""
_WINS = """
SELECT o.id, o.name, a.name AS account, o.amount, o.currency, o.closed_on FROM opportunity o
LEFT JOIN account a ON a.id = o.account_id WHERE o.salesperson_id = :person AND o.outcome = 'won'
AND o.closed_on BETWEEN :start AND :end AND o.deleted_at IS NULL ORDER BY o.closed_on DESC, o.id
"""


def steps_of(state: SessionState, formats: Formats) -> tuple[TalkStep, ...]:
    """Gives the steps in their fixed order, each with its subtitle."""
    wins, deal = state.wins, state.deal
    subtitles: Mapping[str, str] = {
        "wins": _("{count} since last time", count=len(wins)) if wins else _("what went well"),
        "agreed": _agreed(state.agreed, state.points),
        "numbers": _numbers(state.competencies),
        "deal": _(
            "{name}, {passed} of {count} gates",
            name=short_name(deal),
            passed=deal.passed,
            count=len(deal.gates),
        )
        if deal
        else _("choose one"),
        "skill": next(
            (c.name.lower() for c in state.competencies if c.id == state.skill_id), _("one small step")
        ),
        "plan": _plan(state.plan),
        "book": _book(state.next, formats),
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


def _plan(plan: PaceTable) -> str:
    if plan.team.coverage.ratio is not None:
        return _("{times}× what remains", times=plan.team.coverage.times)
    return plan.team.coverage.words.lower()


def _book(upcoming: NextMeeting, formats: Formats) -> str:
    if not upcoming.booked:
        return _("the next date")
    return _(
        "next: {date}, {starts_at:%H:%M}",
        date=formats.short_day(upcoming.starts_at.date()),
        starts_at=upcoming.starts_at,
    )
