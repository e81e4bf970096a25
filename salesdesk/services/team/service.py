"""Answers what the Team tab shows: everybody's figures, and the page of one person."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import update

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.model.scale import MONEY_SCALE
from salesdesk.model.team import Salesperson
from salesdesk.model.words import AXES, LEVELS, PERSON_STATES
from salesdesk.practice.cycle import cycle
from salesdesk.practice.explain import explain
from salesdesk.practice.mix import (
    AssignmentMix,
    days_without_development,
    development_alert,
    development_streak,
)
from salesdesk.practice.periods import Period
from salesdesk.services.assignments import active_span, recent_mix
from salesdesk.services.changes import Changes
from salesdesk.services.deal_sql import AT_HOME
from salesdesk.services.metrics.competencies import CompetencyRatios, number_ids_behind
from salesdesk.services.metrics.values import FigureRows, RatioTable
from salesdesk.services.metrics.win_rates import WinRates
from salesdesk.services.metrics.windows import Window, looking_back
from salesdesk.services.plans.quota_book import read_team_book
from salesdesk.services.plans.standings import standings
from salesdesk.services.quarter import quarter_pace, running_quarter
from salesdesk.services.records import RecordsService
from salesdesk.services.rows_behind import RowsBehind
from salesdesk.services.stored_values import day_of, moment_of
from salesdesk.services.team.timeline import timeline
from salesdesk.services.team.values import (
    DevelopmentBoard,
    Lane,
    LaneItem,
    PersonPage,
    Results,
    TeamFigures,
    Timeline,
)
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile, Row

NEW_NAME = _("New salesperson")
# The pluses keep SQLite from the index on deleted_at, by which it would go through all of them for the last of each.
_MEETINGS = """
SELECT p.id AS person,
  (SELECT starts_at FROM one_on_one WHERE salesperson_id = p.id AND state = 'held' AND +deleted_at IS NULL
   ORDER BY starts_at DESC LIMIT 1) AS last,
  (SELECT starts_at FROM one_on_one WHERE salesperson_id = p.id AND state = 'planned' AND +deleted_at IS NULL
   AND starts_at >= :today ORDER BY starts_at LIMIT 1) AS next
FROM salesperson p
"""
_ASSIGNMENTS = """
SELECT p.id AS person, sum(a.kind = 'development') AS development, sum(a.kind = 'sales') AS sales
FROM salesperson p CROSS JOIN assignment a ON a.salesperson_id = p.id
WHERE a.state = 'open' AND +a.deleted_at IS NULL GROUP BY 1
"""
_WON = "outcome = 'won' AND closed_on BETWEEN :since AND :until"
_FIGURES = {
    "won": (_("Won in {period}"), f"outcome = 'won' AND closed_on BETWEEN :start AND :end AND {AT_HOME}", "attainment"),
    "win_rate": (
        _("Decided deals, last {days} days"),
        "outcome IN ('won', 'lost') AND closed_on BETWEEN :since AND :until", "shrunk_ratio",
    ),
    "average_sale": (_("Won, last {days} days"), f"{_WON} AND amount IS NOT NULL AND {AT_HOME}", "average_sale"),
    "cycle": (_("Won, last {days} days"), f"{_WON} AND closed_on >= started_on", "sales_cycle"),
    "open": (_("Open deals"), f"outcome = 'open' AND {AT_HOME}", "coverage"),
}  # fmt: skip

_PERSON = """
SELECT p.*, (SELECT max(starts_at) FROM one_on_one o WHERE o.salesperson_id = p.id AND o.state = 'held'
    AND o.deleted_at IS NULL) AS last_held,
  (SELECT min(starts_at) FROM one_on_one o WHERE o.salesperson_id = p.id AND o.state = 'planned'
    AND o.starts_at >= :today AND o.deleted_at IS NULL) AS next_planned
FROM salesperson p WHERE p.id = :person AND p.deleted_at IS NULL
"""


class TeamService:
    """What the Team tab asks for and does; plain edits of records go through `RecordsService`."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def quarter(self) -> Period:
        """Gives the running quarter with the days it is counted over."""
        known = read_team_book(self._desk)
        period = running_quarter(self._desk, self._settings(), self._today(), known)
        return known.quotas.common_days(known.team, period)

    def figures(self) -> dict[int, TeamFigures]:
        """Gives the computed columns of the team's table by person, candidates and people who left included."""
        desk, settings, today = self._desk, self._settings(), self._today()
        known = read_team_book(desk)
        period = running_quarter(desk, settings, today, known)
        stands = standings(desk, settings["currency"], period, today, known=known)
        rates, window = WinRates(desk), ratio_window(settings, today)
        team = rates.ratio(window, settings["prior_weight"])
        meetings = {row["person"]: row for row in desk.rows(_MEETINGS, {"today": today.isoformat()})}
        assignments = {row["person"]: row for row in desk.rows(_ASSIGNMENTS)}
        found: dict[int, TeamFigures] = {}
        for (number,) in desk.rows("SELECT id FROM salesperson WHERE deleted_at IS NULL"):
            met, has = meetings.get(number), assignments.get(number)
            found[number] = TeamFigures(
                number,
                moment_of(met["last"]) if met else None,
                moment_of(met["next"]) if met else None,
                stands.attainment(number),
                team.of(number)
                if number in stands.team
                else rates.own(number, window, settings["prior_weight"]),
                has["development"] if has else 0,
                has["sales"] if has else 0,
            )
        return found

    def counts(self) -> dict[str, int]:
        """Counts salespeople by their state, those of no state too."""
        rows = self._desk.rows(
            "SELECT status, count(*) AS n FROM salesperson WHERE deleted_at IS NULL GROUP BY status"
        )
        return dict.fromkeys(PERSON_STATES, 0) | {row["status"]: row["n"] for row in rows}

    def add_person(self) -> Changes:
        """Adds a salesperson whose name is typed next."""
        return RecordsService(self._desk).add("salesperson", {"name": NEW_NAME, "joined_on": self._today()})

    def let_in(self, ids: Collection[int]) -> Changes:
        """Takes people into the team who are kept outside it, as one step of undo."""
        people = RecordsService(self._desk).rows("salesperson", ids=ids, where={"status": "outside"})
        who = (
            f"“{people[0].values['name']}”"
            if len(people) == 1
            else n_("{number} person", "{number} people", len(people))
        )
        with self._desk.change(_("Let {who} into the team", who=who)) as work:
            work.session.execute(
                update(Salesperson), [{"id": person.id, "status": "active"} for person in people]
            )
        return work.changes

    def add_strength(self, person_id: int, name: str) -> Changes:
        """Adds a strength, seen today."""
        values = {"salesperson_id": person_id, "name": name, "seen_on": self._today()}
        return RecordsService(self._desk).add("strength", values)

    def page(self, person_id: int) -> PersonPage:
        """Gives the head of a person's page; raises UserError where the person is gone."""
        settings, today = self._settings(), self._today()
        rows = self._desk.rows(_PERSON, {"person": person_id, "today": today.isoformat()})
        if not rows:
            raise UserError(_("This salesperson is no longer there; they may be in the Trash."))
        row, known = rows[0], read_team_book(self._desk)
        period = running_quarter(self._desk, settings, today, known)
        mix, alert = mix_and_alert(self._desk, settings, person_id, today)
        return PersonPage(
            person_id=person_id, name=row["name"], role=row["role"] or "", region=row["region"] or "",
            joined_on=day_of(row["joined_on"]),
            status=row["status"], level=row["level"], level_label=LEVELS.get(row["level"], ""),
            period=period, quota=known.quotas.quota(person_id, period),
            last_one_on_one=moment_of(row["last_held"]), next_one_on_one=moment_of(row["next_planned"]),
            development_floor=settings["development_share_floor"],
            mix=mix, mix_alert=alert if row["status"] == "active" else None,
            caution=precondition_sentence(not row["outside_profile"], bool(row["product_issue_open"])),
        )  # fmt: skip

    def results(self, person_id: int) -> Results:
        """Gives a person's results, which stand first: this quarter against quota, the ratios of the last days."""
        desk, settings, today = self._desk, self._settings(), self._today()
        window = ratio_window(settings, today)
        lately = _lately(desk, settings, person_id, today)
        amounts = [row["amount"] for row in lately if row["amount"] is not None and row["own"]]
        return Results(
            pace=quarter_pace(desk, today, person_id), ratio_days=settings["ratio_days"],
            win_rate=WinRates(desk).own(person_id, window, settings["prior_weight"]),
            average_sale=Decimal(sum(amounts)) / len(amounts) / MONEY_SCALE if amounts else None,
            average_of=len(amounts),
            cycle=cycle((day_of(row["started_on"]), day_of(row["closed_on"])) for row in lately),
        )  # fmt: skip

    def competencies(self, person_id: int) -> RatioTable:
        """Gives a person's competency ratios with ranges, over the days the desk looks back."""
        settings = self._settings()
        window = ratio_window(settings, self._today())
        return CompetencyRatios(self._desk).of_person(person_id, window, settings["prior_weight"])

    def board(self, person_id: int) -> DevelopmentBoard:
        """Gives a person's development assignments by axis."""
        return development_board(self._desk, person_id, self._today())

    def timeline(self, person_id: int, groups: Collection[str] = (), limit: int = 100) -> Timeline:
        """Gives what happened with a person, newest first, of some groups or of all."""
        return timeline(self._desk, person_id, self._today(), groups, limit)

    def rows_behind(self, person_id: int, figure: str) -> RowsBehind:
        """Gives the deals behind a result, newest first: "won", "win_rate", "average_sale", "cycle" or "open"."""
        desk, settings, today = self._desk, self._settings(), self._today()
        title, where, key = _FIGURES[figure]
        known = read_team_book(desk)
        period = running_quarter(desk, settings, today, known)
        days = standings(desk, settings["currency"], period, today, person_id, known).common
        values = {"start": days.start.isoformat(), "end": min(days.end, today).isoformat()}
        rows = desk.rows(
            f"SELECT id FROM opportunity o WHERE salesperson_id = :person AND +deleted_at IS NULL AND {where} "
            "ORDER BY coalesce(closed_on, expected_on, started_on) DESC, id DESC",
            values | _values(settings, person_id, today),
        )
        words = title.format(period=period.label, days=settings["ratio_days"])
        return RowsBehind(words, "opportunity", tuple(row["id"] for row in rows), explain(key))

    def numbers_behind(self, behind: FigureRows) -> RowsBehind:
        """Gives the weekly numbers behind a competency ratio."""
        ids = number_ids_behind(self._desk, behind)
        return RowsBehind(behind.title, "competency_number", tuple(ids), explain("shrunk_ratio"))

    def assignments_behind(self, person_id: int) -> RowsBehind:
        """Gives the assignments of a person, open ones first."""
        rows = self._desk.rows(
            "SELECT id FROM assignment WHERE salesperson_id = ? AND deleted_at IS NULL "
            "ORDER BY state != 'open', assigned_on DESC, id DESC",
            (person_id,),
        )
        ids = tuple(row["id"] for row in rows)
        return RowsBehind(_("Assignments"), "assignment", ids, explain("assignment_mix"))

    def _settings(self) -> TeamSettings:
        return team_settings(self._desk)

    def _today(self) -> date:
        return self._clock.today()


def ratio_window(settings: TeamSettings, today: date) -> Window:
    """Gives the days that ratios look back over."""
    return looking_back(settings["ratio_days"], today)


def _lately(desk: DeskFile, settings: TeamSettings, person_id: int, today: date) -> list[Row]:
    return desk.rows(
        f"SELECT amount, started_on, closed_on, {AT_HOME} AS own FROM opportunity o "
        f"WHERE salesperson_id = :person AND +deleted_at IS NULL AND {_WON}",
        _values(settings, person_id, today),
    )


def _values(settings: TeamSettings, person_id: int, today: date) -> dict[str, Any]:
    window = ratio_window(settings, today)
    return {
        "person": person_id, "currency": settings["currency"], "since": window.start, "until": window.end,
    }  # fmt: skip


LANES: Final = (
    ("knowledge", _("Can they explain it?")),
    ("skill", _("Can they do it in front of you?")),
    ("commitment", _("Do they want to, and do it when nobody watches?")),
    ("capacity", _("Do time, territory, health and tools allow it?")),
)
NOT_HIRED: Final = _("hired despite doubts")
PRODUCT_ISSUE: Final = _("held back by a product problem")

_DEVELOPMENT = """
SELECT id, what, axis, state, assigned_on, due_on, done_on, changed_at FROM assignment
WHERE salesperson_id = ? AND kind = 'development' AND deleted_at IS NULL
ORDER BY state != 'open', coalesce(done_on, due_on, assigned_on) DESC, id DESC
"""


def development_board(desk: DeskFile, person_id: int, today: date) -> DevelopmentBoard:
    """Gives the four lanes of a person; an assignment without an axis stands under skill."""
    rows = desk.rows(_DEVELOPMENT, (person_id,))
    spans = [active_span(row) for row in rows]
    lanes = tuple(
        Lane(axis, AXES[axis], question, _items(rows, axis, "open", today), _items(rows, axis, "done", today))
        for axis, question in LANES
    )
    return DevelopmentBoard(lanes, development_streak(spans, today), days_without_development(spans, today))


def mix_and_alert(
    desk: DeskFile, settings: TeamSettings, person_id: int, today: date
) -> tuple[AssignmentMix, str | None]:
    """Gives the balance of the assignments agreed lately, and a sentence where development is thin."""
    mix = recent_mix(desk, person_id, today)
    idle = development_board(desk, person_id, today).idle_days
    floor, gap = settings["development_share_floor"], settings["development_gap_days"]
    return mix, development_alert(mix, idle, floor, gap)


def precondition_sentence(hired_against_profile: bool, product_issue_open: bool) -> str | None:
    """Says which premise of coaching fails: good people with a good product; None where both hold."""
    fails = [
        words
        for words, failing in ((NOT_HIRED, not hired_against_profile), (PRODUCT_ISSUE, product_issue_open))
        if failing
    ]
    return _("Not a coaching problem first: {fails}.", fails=_(" and ").join(fails)) if fails else None


def _items(rows: list[Row], axis: str, state: str, today: date) -> tuple[LaneItem, ...]:
    return tuple(
        LaneItem(
            row["id"], row["what"], row["state"], day_of(row["due_on"]), day_of(row["done_on"]),
            late=state == "open" and bool(row["due_on"]) and row["due_on"] < today.isoformat(),
        )
        for row in rows
        if (row["axis"] or "skill") == axis and row["state"] == state
    )  # fmt: skip
