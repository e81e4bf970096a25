"""The `metrics` command: prints the figures of the Metrics tab for scripts; it only reads."""

import argparse
import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from salesdesk.cli.desks import open_desk
from salesdesk.env.clock import SystemClock
from salesdesk.practice.cycle import Cycle
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.rounding import whole
from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.values import RatioTable, Summary
from salesdesk.services.metrics.windows import WINDOWS, Window
from salesdesk.services.people import person_named
from salesdesk.services.practices import FIGURES
from salesdesk.services.practices.counting import read_figures
from salesdesk.services.quarter import quarter_pace
from salesdesk.services.team_settings import team_settings
from salesdesk.store.desk_file import DeskFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the metrics command; argparse ends wrong use with exit code 2."""
    spans = ", ".join(f"{key} ({words.lower()})" for key, words in WINDOWS.items())
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help=_("the desk to read"))
    parser.add_argument("--person", metavar="NAME", help=_("one salesperson; else the whole team"))
    parser.add_argument(
        "--window", choices=list(WINDOWS), default="all", help=_("how far to look back: {spans}", spans=spans)
    )
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prints the figures."""
    with closing(open_desk(arguments.desk, err)) as desk:
        result = _read(desk, arguments)
    print(json.dumps(result, ensure_ascii=False) if arguments.json else summary_words(result), file=out)
    return 0


def as_json(metrics: MetricsService, person_id: int | None, window: Window) -> dict[str, Any]:
    """Gives the figures as the JSON the command prints: shares from 0 to 1, cycles in days."""
    found = metrics.summary(person_id, window)
    people = metrics.win_rates(window)
    return {
        "window": window.key,
        "since": window.since.isoformat() if window.since else None,
        "until": window.until.isoformat(),
        **_counts(found),
        "win_rate": ratio_json(found.win_rate),
        "stages": _ratios(metrics.stage_ratios(person_id, window)),
        "people": [] if person_id else _ratios(people),
        "compared": "" if person_id else people.compared,
        "competencies": _ratios(metrics.competencies_of(person_id, window)) if person_id else [],
        "cycle": {
            "won": cycle_json(found.cycles.won),
            "lost": cycle_json(found.cycles.lost),
            "decided": cycle_json(found.cycles.decided),
        },
    }


def ratio_json(found: Estimate) -> dict[str, Any]:
    """Gives counts, plain share, its own 90% range and the likely one; all shares are null without tries.

    `leans_on_team` is about how many cases of the team the likely range adds; it and the likely range are null
    where the ratio leans on nobody.
    """
    likely_low, likely_high = (found.pulled.low, found.pulled.high) if found.pulled else (None, None)
    return {
        "successes": found.successes,
        "n": found.trials,
        "share": found.share,
        "low": found.low,
        "high": found.high,
        "likely_low": likely_low,
        "likely_high": likely_high,
        "leans_on_team": found.pulled.lean.weight if found.pulled else None,
        "words": found.words,
    }


def cycle_json(found: Cycle) -> dict[str, Any]:
    """Gives a sales cycle in days."""
    return {
        "n": found.n,
        "mean": found.mean,
        "median": found.median,
        "percentile_80": found.percentile_80,
        "standard_deviation": found.standard_deviation,
        "left_out": found.left_out,
    }


def quarter_json(desk: DeskFile, today: date, person_id: int | None) -> dict[str, Any]:
    """Gives the running quarter as on the Plans tab, with its days: won against quota, open deals over what remains."""
    pace = quarter_pace(desk, today, person_id)
    stands, covered = pace.team.attainment, pace.team.coverage
    return {
        "label": pace.period.label,
        "since": pace.measured.start.isoformat(),
        "until": pace.measured.end.isoformat(),
        "won_amount": stands.won,
        "quota": stands.quota,
        "share": stands.share,
        "even_pace": stands.expected,
        "remaining": stands.remaining,
        "open_amount": covered.open_pipeline,
        "coverage_of_remaining": covered.ratio,
    }


def summary_words(result: dict[str, Any]) -> str:
    """Gives the figures in a few lines for a person."""
    rate, cycle = result["win_rate"], result["cycle"]["won"]
    amounts = ", ".join(f"{amount:,.2f} {code}" for code, amount in result["won_amount"].items()) or _("none")
    lines = [
        ", ".join((result["person"] or _("Whole team"), WINDOWS[result["window"]].lower())),
        _(
            "Won {won:,}, lost {lost:,}, open {open:,}. Won amount: {amounts}.",
            won=result["won"],
            lost=result["lost"],
            open=result["open"],
            amounts=amounts,
        ),
        _("Win rate: {words}.", words=rate["words"]),
    ]
    if cycle["mean"] is not None:
        lines.append(
            _(
                "Sales cycle of won deals: mean {mean} days, median {median}.",
                mean=whole(cycle["mean"]),
                median=whole(cycle["median"]),
            )
        )
    return "\n".join(lines)


def _read(desk: DeskFile, arguments: argparse.Namespace) -> dict[str, Any]:
    clock = SystemClock()
    metrics = MetricsService(desk, clock)
    person_id, name = person_named(desk, arguments.person) if arguments.person is not None else (None, None)
    figures = as_json(metrics, person_id, metrics.window(arguments.window))
    return {
        "person": name, **figures, "quarter": quarter_json(desk, clock.today(), person_id),
        "practices": practices_json(desk, clock.today(), person_id),
    }  # fmt: skip


def practices_json(desk: DeskFile, today: date, person_id: int | None) -> dict[str, Any]:
    """Gives every figure that a practice declares, by its key."""
    found = read_figures(desk, FIGURES, person_id, team_settings(desk), today)
    return {figure.key: figure.as_json for figure in found}


def _counts(found: Summary) -> dict[str, Any]:
    amounts = {code: float(amount) for code, amount in sorted(found.won_amount.items())}
    return {
        "rows": found.rows, "won": found.won, "lost": found.lost, "open": found.open, "won_amount": amounts,
    }  # fmt: skip


def _ratios(table: RatioTable) -> list[dict[str, Any]]:
    return [{"name": row.label, **ratio_json(row.estimate)} for row in table.rows]
