"""The ratios: win rates, stages, reviewed deals, competencies; each dot stands on its range."""

from dataclasses import dataclass
from typing import Any, Final

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.palette import Palette
from salesdesk.charts.ratio_ranges import RatioRange, RatioRanges, draw_ratio_ranges
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.gui.metrics.metric import PlainMetric, Question, Shown
from salesdesk.practice.ratio import CANNOT_TELL
from salesdesk.services.coaching.balance import BalanceRow
from salesdesk.services.metrics.ratios import HIGHER, LOWER
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows, RatioRow, RatioTable

WHOLE: Final = "whole"


@dataclass(frozen=True)
class WordedRanges(RatioRanges):
    """Ratios whose table also says what can be said of each, and how much evidence is missing."""

    heads: tuple[str, str] = (_("Salesperson"), _("Compared with the rest"))
    verdicts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def table(self) -> Table:
        """Gives one row a ratio."""
        head, rows = super().table()
        columns = {self.heads[1]: self.verdicts, _("How much more evidence?"): self.needs}
        told = {name: words for name, words in columns.items() if any(words)}
        more = [tuple(words[at] or NO_VALUE for words in told.values()) for at in range(len(rows))]
        return (self.heads[0], *head[1:], *told), tuple((*row, *m) for row, m in zip(rows, more, strict=True))


class RatioMetric(PlainMetric):
    """The ground of metrics that show ratios with their ranges."""

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws dots on their ranges."""
        draw_ratio_ranges(axes, data, palette)


class WinRate(RatioMetric):
    """The win rate by salesperson, or of one person beside the team."""

    key, title, explained_by = "win_rate", _("Win rate"), "win_rate"

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the win rates; a person's likely range leans on the rest of the team."""
        table = metrics.win_rates(question.window)
        own = tuple(row for row in table.rows if question.person_id in (None, row.person_id))
        whole = table.whole
        note = " ".join(
            filter(None, [table.note if question.person_id is None else "", told_apart(own, table)])
        )
        return ratios_shown(
            table, (*own, whole), question, note, "compare" if table.empty else "shrunk_ratio"
        )


class StageRatios(RatioMetric):
    """How many deals go on from each stage."""

    key, title, explained_by = "stages", _("From stage to stage"), "stage_ratio"

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the stage ratios."""
        table = metrics.stage_ratios(question.person_id, question.window)
        return ratios_shown(
            table, table.rows, question, table.note, heads=(_("Stage"), _("What can be said"))
        )


class ReviewedDeals(RatioMetric):
    """The win rate of deals that were talked through one on one, with the caveat in words."""

    key, title, explained_by = "reviewed", _("Deals reviewed one on one"), "win_rate"

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads both win rates."""
        table = metrics.reviewed(question.person_id, question.window)
        return ratios_shown(
            table, table.rows, question, table.note, heads=(_("Deals"), _("What can be said"))
        )


class Competencies(RatioMetric):
    """One competency by salesperson against its goal; of one person all competencies."""

    key, title, explained_by = "competencies", _("Competencies"), "shrunk_ratio"

    def choices(self, metrics: MetricsService, question: Question) -> list[tuple[int, str]]:
        """Gives the competencies, for the whole team."""
        return [] if question.person_id else [(c.id, c.name) for c in metrics.competencies()]

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the weekly numbers."""
        heads = (
            (_("Competency"), _("Against the goal"))
            if question.person_id
            else (_("Salesperson"), _("Against the goal"))
        )
        if question.person_id:
            table = metrics.competencies_of(question.person_id, question.window)
            return ratios_shown(table, table.rows, question, table.note, heads=heads)
        known = [choice.id for choice in metrics.competencies()]
        if not known:
            return Shown(
                RatioRanges((), formats=question.formats),
                _("No competency is in use yet. Choose Tools > Lists to set them up."),
            )
        chosen = question.choice if question.choice in known else known[0]
        table = metrics.competency_by_person(chosen, question.window)
        return ratios_shown(table, (*table.rows, table.whole), question, table.note, heads=heads)


def ratios_shown(
    table: RatioTable, rows: tuple[RatioRow, ...], question: Question, note: str,
    explained_by: str = "", heads: tuple[str, str] = (_("Salesperson"), _("Compared with the rest")),
) -> Shown:  # fmt: skip
    """Makes of rows of ratios what a card shows."""
    data = WordedRanges(
        tuple(_range(str(at), row, question.formats) for at, row in enumerate(rows)),
        goal=table.goal, formats=question.formats, heads=heads,
        verdicts=tuple(_verdict(row, question.formats) for row in rows), needs=tuple(row.needs for row in rows),
    )  # fmt: skip
    behind = {str(at): row.behind for at, row in enumerate(rows)}
    return Shown(
        data,
        " ".join(filter(None, [note, table.leaning])),
        behind=behind,
        explained_by=explained_by,
        lines=sum(1 if row.goal is None else 2 for row in rows),
    )


def told_apart(rows: tuple[RatioRow, ...], table: RatioTable) -> str:
    """Names those whose ratio stands out of the list, without rank, and says what holds for all of it."""
    sides = {_("Higher than the rest: {names}."): HIGHER, _("Lower than the rest: {names}."): LOWER}
    named = {
        words: ", ".join(row.label for row in rows if row.verdict == side) for words, side in sides.items()
    }
    found = [words.format(names=names) for words, names in named.items() if names]
    if found or len(rows) > 1:
        return " ".join([*found, table.compared])
    return (
        _("Compared with the rest of the team: {words}.", words=CANNOT_TELL)
        if rows and table.compared
        else ""
    )


def _range(key: str, row: RatioRow, formats: Formats) -> RatioRange:
    name = (
        row.label
        if row.goal is None
        else _("{label}\ngoal {goal}", label=row.label, goal=formats.percent(row.goal))
    )
    return RatioRange(key, name, row.estimate)


def _verdict(row: RatioRow, formats: Formats) -> str:
    goal = "" if row.goal is None else _(", goal {goal}", goal=formats.percent(row.goal))
    return f"{row.verdict}{goal}" if row.verdict else goal[2:]


class BalanceMetric(PlainMetric):
    """How many assignments build something, of the last 90 days."""

    key, title, explained_by = "balance", _("Balance of assignments"), "assignment_mix"

    def draw(self, axes: Any, data: Any, palette: Palette) -> None:
        """Draws development against sales assignments."""
        draw_balance(axes, data, palette)

    def load(self, metrics: MetricsService, question: Question) -> Shown:
        """Reads the balance."""
        found = metrics.balance(question.person_id)
        rows = found.people
        data = Balance(tuple(_count(row) for row in rows), found.floor, question.formats)
        behind = {
            str(row.person_id): FigureRows(
                _("Assignments: {label}", label=row.label),
                "assignment",
                person_id=row.person_id,
                since=found.since,
            )
            for row in rows
        }
        mine = _(
            "{label}: development {beside}.",
            label=found.manager.label,
            beside=found.manager.mix.share.beside(found.floor),
        )
        return Shown(data, f"{mine} {found.words}", _("last 90 days"), behind, lines=len(rows) + 1)


def _count(row: BalanceRow) -> AssignmentCount:
    return AssignmentCount(str(row.person_id), row.label, row.mix.development, row.mix.sales)
