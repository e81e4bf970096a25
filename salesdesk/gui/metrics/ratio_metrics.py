"""The ratios: win rates, stages, reviewed deals, competencies; each dot stands on its range."""

from dataclasses import replace

from salesdesk.charts.balance import AssignmentCount, Balance
from salesdesk.charts.ratio_ranges import RatioRange, RatioRanges
from salesdesk.env.locale import Formats
from salesdesk.gui.metrics.metric import Question, Shown
from salesdesk.practice.ratio import CANNOT_TELL
from salesdesk.services.coaching.balance import BalanceRow
from salesdesk.services.metrics.ratios import HIGHER, LOWER
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import FigureRows, RatioRow, RatioTable


def win_rate(metrics: MetricsService, question: Question) -> Shown:
    """Reads: the win rate by salesperson, or of one person beside the team."""
    table = metrics.win_rates(question.window)
    own = tuple(row for row in table.rows if question.person_id in (None, row.person_id))
    whole = table.whole
    note = " ".join(filter(None, [table.note if question.person_id is None else "", told_apart(own, table)]))
    return ratios_shown(table, (*own, whole), question, note, "compare" if table.empty else "shrunk_ratio")


def stage_ratios(metrics: MetricsService, question: Question) -> Shown:
    """Reads: how many deals go on from each stage."""
    table = metrics.stage_ratios(question.person_id, question.window)
    return ratios_shown(table, table.rows, question, table.note, heads=(_("Stage"), _("What can be said")))


def reviewed_deals(metrics: MetricsService, question: Question) -> Shown:
    """Reads: the win rate of deals that were talked through one on one, with the caveat in words."""
    table = metrics.reviewed(question.person_id, question.window)
    shown = ratios_shown(table, table.rows, question, table.note, heads=(_("Deals"), _("What can be said")))
    return replace(shown, side=question.window.label.lower())


def competencies(metrics: MetricsService, question: Question) -> Shown:
    """Reads: one competency by salesperson against its goal; of one person all competencies."""
    heads = (_("Competency") if question.person_id else _("Salesperson"), _("Against the goal"))
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


def competency_choices(metrics: MetricsService, question: Question) -> list[tuple[int, str]]:
    """Gives the competencies to choose from, for the whole team."""
    return [] if question.person_id else [(each.id, each.name) for each in metrics.competencies()]


def ratios_shown(
    table: RatioTable, rows: tuple[RatioRow, ...], question: Question, note: str,
    explained_by: str = "", heads: tuple[str, str] = (_("Salesperson"), _("Compared with the rest")),
) -> Shown:  # fmt: skip
    """Makes of rows of ratios what a card shows."""
    data = RatioRanges(
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


def balance(metrics: MetricsService, question: Question) -> Shown:
    """Reads: how many assignments build something, of the last 90 days."""
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
    return Shown(data, f"{mine} {found.words}", _("always the last 90 days"), behind, lines=len(rows) + 1)


def _count(row: BalanceRow) -> AssignmentCount:
    return AssignmentCount(str(row.person_id), row.label, row.mix.development, row.mix.sales)
