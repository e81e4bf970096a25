"""The `import` command: shows what a file would do to a desk and, with --apply, does it."""

import argparse
import gc
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

from salesdesk.cli.arguments import output_file, words_given
from salesdesk.cli.desks import open_desk
from salesdesk.cli.import_answers import add_answers, answers_of, check_names, check_words, names_of
from salesdesk.cli.unlocking import given
from salesdesk.env.errors import UserError
from salesdesk.env.following import done_or_ended, tick
from salesdesk.exchange.export_rows import rejected_rows_beside
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    Source,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.exchange.parse_dates import DATE_ORDERS
from salesdesk.model.words import IMPORT_KINDS
from salesdesk.services.importing.row_numbers import place_of
from salesdesk.services.importing.service import ImportService, import_name
from salesdesk.services.importing.team import TeamWish, new_people
from salesdesk.services.importing.values import RECORD_OF, VERDICTS, Verdict
from salesdesk.services.new_desk import count_in
from salesdesk.store.whole_desk import whole_new_desk

_SHOWN_REJECTIONS = 10


_MEANT = {
    "--far-dates": _("take dates that lie far off, such as of 2126, as they are"),
    "--closed-before-start": _("take deals as they are of which many closed before they started"),
    "--doubles": _("take as new what is on the desk by a number that is not read"),
    "--other-currency": _(
        "take quotas or list prices as they are that are in another currency than the desk counts in"
    ),
}
"""What confirms that something doubtful is meant."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the import command; argparse ends wrong use with exit code 2."""
    parser.add_argument("kind", choices=list(RECORD_OF), help=_("what the rows of the file are"))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a CSV, XLSX, XLS or ODS file"))
    parser.add_argument(
        "--desk", type=Path, required=True, metavar="D", help=_("the desk; --apply creates it if needed")
    )
    parser.add_argument(
        "--mapping", type=words_given, metavar="NAME", help=_("use, or remember, the columns under this name")
    )
    parser.add_argument("--date-order", choices=DATE_ORDERS, help=_("how to read dates such as 3/4/2024"))
    add_answers(parser)
    parser.add_argument(
        "--sheet",
        type=words_given,
        metavar="S",
        help=_(
            "the sheet of a workbook, or all for all that have the same columns; else the one with the table"
        ),
    )
    team = parser.add_mutually_exclusive_group()
    team.add_argument(
        "--team",
        metavar="NAME,NAME",
        help=_("who of the new people is in the team; the others are kept outside it"),
    )
    team.add_argument(
        "--team-of", metavar="MANAGER", help=_("the new people of this manager are in the team")
    )
    team.add_argument(
        "--everybody", action="store_true", help=_("all new people are in the team, as without these three")
    )
    parser.add_argument("--apply", action="store_true", help=_("write it; without this nothing is written"))
    for option, words in _MEANT.items():
        parser.add_argument(option, action="store_true", help=words)
    parser.add_argument(
        "--rejected",
        type=output_file(".csv"),
        metavar="FILE",
        help=_(
            "write the rows that are left out into a CSV file, each with its reason, to be mended and imported"
        ),
    )
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prints what was done, or would be done."""
    collects = gc.isenabled()
    gc.disable()  # looking for cycles among the values of a large file takes a quarter of the time and finds none
    try:
        preview = _import(arguments, err)
    finally:
        if collects:
            gc.enable()
    text = json.dumps(as_json(preview), ensure_ascii=False) if arguments.json else summary(preview)
    print(text, file=out)
    return 0


def as_json(preview: ImportPreview) -> dict[str, Any]:
    """Gives the preview as the JSON the command prints; the amounts are numbers, one for each currency."""
    source, plan = preview.source, preview.plan
    return {
        "file": source.file_name,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "header_row": source.table.header_row,
        "skipped_rows": len(source.table.skipped),
        "rows": len(plan.rows),
        "new": plan.count(Verdict.NEW),
        "changed": plan.count(Verdict.CHANGED),
        "same": plan.count(Verdict.SAME),
        **{
            each.value: [{**place_of(row.number), "why": row.why} for row in plan.of(each)]
            for each in (Verdict.REJECTED, Verdict.WAITING)
        },
        "won": plan.totals.won,
        "lost": plan.totals.lost,
        "open": plan.totals.open,
        "won_amount": {
            currency: float(amount) for currency, amount in sorted(plan.totals.won_amount.items())
        },
        "team": _team_json(preview),
        "missing": [
            {"number": deal.number, "deal": deal.name, "salesperson": deal.salesperson}
            for deal in plan.missing
        ],
        "notes": [*preview.notes, *plan.doubtful],
        "assumed": list(preview.assumed),
        "left_out": [{"column": each.column, "why": each.why} for each in preview.left_out],
        "applied": preview.applied,
    }


def _team_json(preview: ImportPreview) -> dict[str, list[str]]:
    """Says who of the people who are new with the file is in the team, and who is not."""
    people = new_people(preview.plan)
    return {
        "in": [person.name for person in people if person.in_team],
        "not_in": [person.name for person in people if not person.in_team],
    }


def summary(preview: ImportPreview) -> str:
    """Gives the preview in a few lines for a person."""
    plan = preview.plan
    counts = ", ".join(f"{plan.count(verdict):,} {VERDICTS[verdict]}" for verdict in plan.verdicts)
    lines = [
        n_(
            "{file}: {number:,} row of {kind}: {counts}.",
            "{file}: {number:,} rows of {kind}: {counts}.",
            len(plan.rows),
            file=preview.source.file_name,
            kind=IMPORT_KINDS[plan.kind].lower(),
            counts=counts,
        )
    ]
    if plan.kind == "deals":
        amounts = ", ".join(
            f"{amount:,.2f} {currency}" for currency, amount in plan.totals.won_amount.items()
        )
        totals = plan.totals
        lines.append(
            _(
                "Won {won:,} ({amounts}), lost {lost:,}, open {open:,}.",
                won=totals.won,
                amounts=amounts or _("no amounts"),
                lost=totals.lost,
                open=totals.open,
            )
        )
    lines += [*preview.notes, *plan.doubtful]
    left_out = plan.left_out
    lines += [
        _("Row {number} is left out: {why}", number=row.number, why=row.why)
        for row in left_out[:_SHOWN_REJECTIONS]
    ]
    if len(left_out) > _SHOWN_REJECTIONS:
        lines.append(
            n_(
                "And {number:,} more row; --json lists it.",
                "And {number:,} more rows; --json lists them all.",
                len(left_out) - _SHOWN_REJECTIONS,
            )
        )
    done = (
        _("Done: {import_name}.", import_name=import_name(plan, preview.source.file_name))
        if preview.applied
        else _("Nothing was written.")
    )
    return "\n".join([*lines, done])


def _import(arguments: argparse.Namespace, err: TextIO) -> ImportPreview:
    """Previews and, where wanted, applies; the file of rejected rows is written when that is done."""
    if arguments.rejected is None:
        return _imported(arguments, err, lambda _preview: None)
    if arguments.rejected.resolve() == arguments.file.resolve():
        raise UserError(
            _("“{name}” is the file being imported, so nothing was written; name another for its rejected rows.",
              name=arguments.file.name)
        )  # fmt: skip
    with rejected_rows_beside(arguments.rejected) as write:
        return _imported(arguments, err, write)


def _imported(
    arguments: argparse.Namespace, err: TextIO, write: Callable[[ImportPreview], object]
) -> ImportPreview:
    """Does it; a new desk is created only once the file has proved readable. `write` keeps what is rejected."""
    source = read_source(arguments.file, arguments.kind, arguments.sheet)
    choices = ImportChoices(
        mapping_name=arguments.mapping, date_order=arguments.date_order, answers=answers_of(arguments),
        names=names_of(arguments),
        leave_out_far=not arguments.far_dates,
    )  # fmt: skip
    if arguments.desk.exists():
        with closing(open_desk(arguments.desk, err)) as desk:
            if arguments.apply:
                _check_doubts(_previewed(ImportService(desk), source, choices, arguments), arguments)
            return _carried_out(ImportService(desk), source, choices, arguments, write)
    preview = _previewed(ImportService(None), source, choices, arguments)
    write(preview)
    if not arguments.apply:
        return preview
    _check_doubts(preview, arguments)
    passphrase = given(arguments, err)
    with done_or_ended(), whole_new_desk(arguments.desk, passphrase=passphrase) as desk:
        if len(preview.plan.currencies) == 1:
            count_in(desk, *preview.plan.currencies)
        return _carried_out(ImportService(desk), source, choices, arguments, write)


def _check_doubts(preview: ImportPreview, arguments: argparse.Namespace) -> None:
    for doubt in preview.plan.doubts:
        if not getattr(arguments, doubt.option.removeprefix("--").replace("-", "_")):
            raise UserError(
                _("{doubt} Nothing was written; {option} takes them as they are.",
                  doubt=doubt.words, option=doubt.option)
            )  # fmt: skip


def _previewed(
    service: ImportService, source: Source, choices: ImportChoices, arguments: argparse.Namespace
) -> ImportPreview:
    preview = preview_import(service, source, choices)
    check_words(preview, arguments)
    check_names(preview, arguments)
    if (wish := _wish(arguments)) is not None:
        preview = preview.with_team(service.wished_team(new_people(preview.plan), wish))
    return preview


def _carried_out(
    service: ImportService, source: Source, choices: ImportChoices, arguments: argparse.Namespace,
    write: Callable[[ImportPreview], object],
) -> ImportPreview:  # fmt: skip
    preview = _previewed(service, source, choices, arguments)
    # Before anything is written to the desk, so that a folder that refuses refuses the whole.
    write(preview)
    if not arguments.apply:
        return preview
    with done_or_ended():
        return apply_import(service, preview, progress=tick)[0]


def _wish(arguments: argparse.Namespace) -> TeamWish | None:
    if arguments.team is not None:
        return TeamWish(tuple(name.strip() for name in arguments.team.split(",") if name.strip()))
    return TeamWish(manager=arguments.team_of) if arguments.team_of is not None else None
