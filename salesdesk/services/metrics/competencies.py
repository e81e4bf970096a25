"""Competency ratios from the weekly numbers, by salesperson and against the goal."""

from collections.abc import Sequence

from salesdesk.env.errors import UserError
from salesdesk.practice.comparison import Tally
from salesdesk.practice.ratio import more_evidence
from salesdesk.services.metrics.ratios import (
    TeamRatio,
    goal_words,
    plain_row,
    table_by_person,
    team_ratio,
)
from salesdesk.services.metrics.values import CompetencyChoice, FigureRows, RatioRow, RatioTable
from salesdesk.services.metrics.windows import Window
from salesdesk.services.people import of_team_or, team_and
from salesdesk.store.desk_file import DeskFile

OWN_NOTE = _("The person's own weekly numbers; the likely range leans on the rest of the team.")
EXCEEDS = _("Where more came of something than was tried in the same weeks, no range is shown.")


def competencies_in_use(desk: DeskFile) -> tuple[CompetencyChoice, ...]:
    """Gives the competencies in use, in their order."""
    rows = desk.rows(
        "SELECT id, name, of_what, into_what, goal FROM competency "
        "WHERE active AND deleted_at IS NULL ORDER BY position, id"
    )
    return tuple(CompetencyChoice(**dict(row)) for row in rows)


class CompetencyRatios:
    """Reads the weekly numbers of a desk."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    def by_person(
        self, competency_id: int, people: Sequence[tuple[int, str]], window: Window, weight: float
    ) -> RatioTable:
        """Puts one competency of all people side by side, against its goal."""
        choice = next((c for c in competencies_in_use(self._desk) if c.id == competency_id), None)
        if choice is None:
            raise UserError(_("This competency is no longer in use; choose another one."))

        def _rows(person_id: int | None, name: str) -> FigureRows:
            return _behind(f"{choice.name}: {name}", competency_id, person_id, window)

        return table_by_person(people, self._ratio(competency_id, window, weight), _rows, choice.goal)

    def of_person(self, person_id: int, window: Window, weight: float) -> RatioTable:
        """Puts all competencies of one person side by side, each against its own goal."""
        rows = [
            self._own_row(choice, person_id, window, weight) for choice in competencies_in_use(self._desk)
        ]
        trials = Tally(sum(r.estimate.successes for r in rows), sum(r.estimate.trials for r in rows))
        whole = plain_row(
            _("All weekly numbers"), trials, _behind(_("Weekly numbers"), None, person_id, window)
        )
        exceeds = any(row.estimate.basis == "period" for row in rows)
        return RatioTable(tuple(rows), whole, f"{OWN_NOTE} {EXCEEDS}" if exceeds else OWN_NOTE)

    def _own_row(self, choice: CompetencyChoice, person_id: int, window: Window, weight: float) -> RatioRow:
        found = self._ratio(choice.id, window, weight, person_id).of(person_id)
        behind = _behind(choice.name, choice.id, person_id, window)
        return RatioRow(
            choice.name, found, goal_words(found, choice.goal), more_evidence(found), behind, goal=choice.goal
        )

    def _ratio(
        self, competency_id: int, window: Window, weight: float, person_id: int | None = None
    ) -> TeamRatio:
        return team_ratio(self._counts(competency_id, window, person_id), weight)

    def _counts(self, competency_id: int, window: Window, person_id: int | None) -> dict[int | None, Tally]:
        rows = self._desk.rows(
            "SELECT salesperson_id, sum(successes) AS k, sum(trials) AS n FROM competency_number "
            "WHERE competency_id = :competency AND deleted_at IS NULL "
            f"AND week_start BETWEEN :since AND :until AND {team_and('salesperson_id')} GROUP BY 1",
            {
                "competency": competency_id,
                "person": person_id,
                "since": window.start,
                "until": window.end,
            },
        )
        return {row["salesperson_id"]: Tally(row["k"], row["n"]) for row in rows}


def number_ids_behind(desk: DeskFile, behind: FigureRows) -> list[int]:
    """Gives the ids of the weekly numbers behind a ratio, newest first."""
    rows = desk.rows(
        "SELECT id FROM competency_number WHERE deleted_at IS NULL "
        "AND (:competency IS NULL OR competency_id = :competency) "
        f"AND {of_team_or('salesperson_id')} "
        "AND week_start >= :since AND week_start <= :until ORDER BY week_start DESC, id",
        {
            "competency": behind.competency_id,
            "person": behind.person_id,
            "since": behind.since.isoformat() if behind.since else "",
            "until": behind.until.isoformat() if behind.until else "9999",
        },
    )
    return [row["id"] for row in rows]


def _behind(title: str, competency_id: int | None, person_id: int | None, window: Window) -> FigureRows:
    return FigureRows(
        title, "competency_number", competency_id=competency_id, person_id=person_id,
        since=window.since, until=window.until,
    )  # fmt: skip
