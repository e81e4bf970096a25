"""Win rates: by person, by stage, of reviewed deals, and month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, repeat

from salesdesk.practice.comparison import Tally, total
from salesdesk.practice.periods import Period, periods_between
from salesdesk.practice.pipeline import Passage, stage_conversion
from salesdesk.practice.ratio import NO_DECIDED, WON_ONLY, Estimate, more_evidence
from salesdesk.practice.trend import Trend, control_chart, trend
from salesdesk.services.metrics import deals_sql
from salesdesk.services.metrics.ratios import (
    TeamRatio,
    estimate,
    plain_row,
    table_by_person,
    team_ratio,
)
from salesdesk.services.metrics.values import (
    FigureRows,
    RatioRow,
    RatioTable,
    TrendFigures,
    TrendMonth,
    deals_behind,
)
from salesdesk.services.metrics.windows import Window
from salesdesk.store.desk_file import DeskFile, Row

DECIDED = ("won", "lost")
STAGE_NOTE = _("Of the deals decided in these days, how many went on from each stage.")
REVIEW_NOTE = _(
    "Read with care: deals chosen for a review are often larger, later or in trouble, "
    "so this shows a difference, not what the review did."
)


class WinRates:
    """Reads wins and losses of a desk."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    def ratio(self, window: Window, weight: float, person_id: int | None = None) -> TeamRatio:
        """Gives the win rates of the team, and of one person who need not be in it: wins out of decided deals."""
        return team_ratio(_by_person(self._decided(window, "0", person_id)), weight, self._missing())

    def by_person(self, people: Sequence[tuple[int, str]], window: Window, weight: float) -> RatioTable:
        """Puts the win rates of people side by side."""

        def _rows(person_id: int | None, name: str) -> FigureRows:
            return _decided(_("Decided deals: {name}", name=name), person_id, window)

        return table_by_person(people, self.ratio(window, weight), _rows)

    def by_stage(self, person_id: int | None, window: Window, weight: float) -> RatioTable:
        """Gives the share of decided deals that went on from each open stage, pulled towards the others."""
        found = self._decided(window, deals_sql.FURTHEST, person_id)
        stages = self._open_stages()
        conversions = _conversions(found, stages, weight, self._missing())
        labels = [*(row["name"] for row in stages), _("Won")]
        rows = [
            _stage_row(
                f"{labels[place]} → {labels[place + 1]}",
                conversions[place].whole() if person_id is None else conversions[place].of(person_id),
                replace(_decided(_("Decided deals that reached {labels}", labels=labels[place]), person_id, window),
                        reached=stage["position"]),
            )
            for place, stage in enumerate(stages)
        ]  # fmt: skip
        decided = total(c for person, c in _by_person(found).items() if person_id in (None, person))
        whole = _all_decided(decided, person_id, window, self._missing())
        return RatioTable(tuple(rows), whole, _stage_note(found, person_id))

    def reviewed(self, person_id: int | None, window: Window) -> RatioTable:
        """Gives the win rates of deals with and without a one-on-one about them."""
        found = self._decided(window, deals_sql.REVIEWED, person_id)
        own = [row for row in found if person_id in (None, row["person"])]
        missing = self._missing()
        rows = [
            plain_row(
                label,
                total(_counts(row) for row in own if bool(row["extra"]) is on),
                replace(
                    _decided(_("Decided deals, {label}", label=label.lower()), person_id, window), reviewed=on
                ),
                missing=missing,
            )
            for label, on in ((_("Reviewed one on one"), True), (_("Not reviewed"), False))
        ]
        decided = total(_counts(row) for row in own)
        whole = _all_decided(decided, person_id, window, missing)
        return RatioTable(tuple(rows), whole, REVIEW_NOTE)

    def own(self, person_id: int | None, window: Window, weight: float) -> Estimate:
        """Gives the win rate of one person, leaning on the rest of the team, or plainly that of the team."""
        ratio = self.ratio(window, weight, person_id)
        return ratio.whole() if person_id is None else ratio.of(person_id)

    def trend(self, person_id: int | None, window: Window) -> TrendFigures:
        """Gives the win rate of each month, with control limits, and compares with the window before."""
        first, last = deals_sql.edge_of_decisions(self._desk, person_id, window.until)
        if first is None or last is None:
            return TrendFigures(None, (), None)
        months = periods_between(max(first, window.since or first), min(last, window.until), "month")
        counts = self._by_month(person_id, window)
        by_month = [counts.get(month.start, Tally()) for month in months]
        chart = control_chart(by_month)
        points = [
            TrendMonth(
                month.label, month.start, estimate(own), control, _month_behind(month, person_id, window)
            )
            for month, own, control in zip(months, by_month, chart.points, strict=True)
        ]
        in_part = tuple(
            month.label
            for month in months
            if (window.since is not None and month.start < window.since) or month.end > window.until
        )
        return TrendFigures(chart.centre, tuple(points), self._against_before(person_id, window), in_part)

    def _open_stages(self) -> list[Row]:
        return self._desk.rows(
            "SELECT name, position FROM stage WHERE deleted_at IS NULL AND outcome = 'open' ORDER BY position"
        )

    def _against_before(self, person_id: int | None, window: Window) -> Trend | None:
        if window.since is None:
            return None
        days = window.until - window.since + timedelta(days=1)
        before = Window(window.key, window.label, window.since - days, window.since - timedelta(days=1))
        return trend(self._plain(person_id, window), self._plain(person_id, before))

    def _plain(self, person_id: int | None, window: Window) -> Estimate:
        rows = self._decided(window, "0", person_id)
        own = total(_counts(row) for row in rows if person_id in (None, row["person"]))
        return estimate(own, missing=self._missing())

    def _decided(self, window: Window, extra: str, person_id: int | None) -> list[Row]:
        """Reads decided deals; where a file holds won deals only, they say nothing of how many are won."""
        return [] if self._won_only() else deals_sql.decided_counts(self._desk, window, extra, person_id)

    def _missing(self) -> str:
        return WON_ONLY if self._won_only() else NO_DECIDED

    def _won_only(self) -> bool:
        return deals_sql.holds_won_only(self._desk)

    def _by_month(self, person_id: int | None, window: Window) -> dict[date, Tally]:
        found: dict[date, Tally] = {}
        for row in self._decided(window, "substr(o.closed_on, 1, 7)", person_id):
            if row["extra"] and person_id in (None, row["person"]):
                month = date.fromisoformat(f"{row['extra']}-01")
                found[month] = found.get(month, Tally()) + _counts(row)
        return found


def _decided(title: str, person_id: int | None, window: Window) -> FigureRows:
    return deals_behind(title, DECIDED, person_id, window)


def _all_decided(decided: Tally, person_id: int | None, window: Window, missing: str) -> RatioRow:
    return plain_row(
        _("All decided deals"), decided, _decided(_("Decided deals"), person_id, window), missing=missing
    )


def _month_behind(month: Period, person_id: int | None, window: Window) -> FigureRows:
    since, until = max(month.start, window.since or month.start), min(month.end, window.until)
    return FigureRows(
        _("Decided in {label}", label=month.label),
        person_id=person_id,
        outcomes=DECIDED,
        since=since,
        until=until,
    )


def _counts(row: Row) -> Tally:
    return Tally(row["n"] if row["outcome"] == "won" else 0, row["n"])


def _by_person(rows: Iterable[Row]) -> dict[int | None, Tally]:
    found: dict[int | None, Tally] = {}
    for row in rows:
        found[row["person"]] = found.get(row["person"], Tally()) + _counts(row)
    return found


def _conversions(rows: Sequence[Row], stages: Sequence[Row], weight: float, missing: str) -> list[TeamRatio]:
    """Gives for each stage the ratios of deals that went on out of those that reached it, where their path is known."""
    positions = [stage["position"] for stage in stages]
    found = {
        person: stage_conversion(_passages(rows, person), positions)
        for person in dict.fromkeys(row["person"] for row in rows)
    }
    return [
        team_ratio(
            {
                person: Tally(
                    stages_of[place].went_on, stages_of[place].reached - stages_of[place].still_there
                )
                for person, stages_of in found.items()
            },
            weight,
            missing,
        )
        for place in range(len(positions))
    ]


def _passages(rows: Iterable[Row], person_id: int | None) -> Iterable[Passage]:
    return chain.from_iterable(
        repeat(Passage(row["extra"], row["outcome"]), row["n"])
        for row in rows
        if row["extra"] is not None and row["person"] == person_id
    )


def _stage_row(label: str, found: Estimate, behind: FigureRows) -> RatioRow:
    return RatioRow(
        label, found, "" if found.share is not None else found.missing, more_evidence(found), behind
    )


def _stage_note(rows: Iterable[Row], person_id: int | None) -> str:
    """Says how many deals take no part; leaving out the lost ones alone would flatter every ratio."""
    unknown = sum(row["n"] for row in rows if row["extra"] is None and person_id in (None, row["person"]))
    if not unknown:
        return STAGE_NOTE
    left_out = n_(
        "1 deal whose path is not known is left out.",
        "{number:,} deals whose path is not known are left out.",
        unknown,
    )
    return f"{STAGE_NOTE} {left_out}"
