"""The `import` command: shows what a file would do to a desk and, with --apply, does it."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from salesdesk.env.errors import UserError
from salesdesk.exchange.import_file import (
    ImportChoices,
    ImportPreview,
    apply_import,
    preview_import,
    read_source,
)
from salesdesk.exchange.parse_dates import DATE_ORDERS
from salesdesk.services.importing.service import ImportService, import_name
from salesdesk.services.importing.values import KINDS, Verdict
from salesdesk.store.desk_file import DeskFile

DONE, REFUSED = 0, 1
_SHOWN_REJECTIONS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the import command; argparse ends wrong use with exit code 2."""
    parser.add_argument("kind", choices=list(KINDS), help="what the rows of the file are")
    parser.add_argument("file", type=Path, metavar="FILE", help="a CSV, XLSX, XLS or ODS file")
    parser.add_argument(
        "--desk", type=Path, required=True, metavar="D", help="the desk; --apply creates it if needed"
    )
    parser.add_argument("--mapping", metavar="NAME", help="use, or remember, the columns under this name")
    parser.add_argument("--date-order", choices=DATE_ORDERS, help="how to read dates such as 3/4/2024")
    parser.add_argument("--sheet", metavar="S", help="the sheet of a workbook; else the one with the table")
    parser.add_argument("--apply", action="store_true", help="write it; without this nothing is written")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace, out: TextIO = sys.stdout, err: TextIO = sys.stderr) -> int:
    """Carries the command out; gives 0 when done and 1 when refused, with one sentence on `err`."""
    try:
        preview = _import(arguments)
    except UserError as error:
        print(error, file=err)
        return REFUSED
    text = json.dumps(as_json(preview), ensure_ascii=False) if arguments.json else summary(preview)
    print(text, file=out)
    return DONE


def as_json(preview: ImportPreview) -> dict[str, Any]:
    """Gives the preview as the JSON the command prints; the amounts are numbers, one for each currency."""
    source, plan = preview.source, preview.plan
    rejected = plan.of(Verdict.REJECTED)
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
        "rejected": [{"row": row.number, "why": row.why} for row in rejected],
        "won": plan.totals.won,
        "lost": plan.totals.lost,
        "open": plan.totals.open,
        "won_amount": {
            currency: float(amount) for currency, amount in sorted(plan.totals.won_amount.items())
        },
        "applied": preview.applied,
    }


def summary(preview: ImportPreview) -> str:
    """Gives the preview in a few lines for a person."""
    plan = preview.plan
    counts = ", ".join(f"{plan.count(verdict):,} {verdict.value}" for verdict in Verdict)
    rows = "row" if len(plan.rows) == 1 else "rows"
    lines = [f"{preview.source.file_name}: {len(plan.rows):,} {rows} of {plan.kind}: {counts}."]
    if plan.kind == "deals":
        amounts = ", ".join(
            f"{amount:,.2f} {currency}" for currency, amount in plan.totals.won_amount.items()
        )
        totals = plan.totals
        lines.append(
            f"Won {totals.won:,} ({amounts or 'no amounts'}), lost {totals.lost:,}, open {totals.open:,}."
        )
    lines += preview.notes
    rejected = plan.of(Verdict.REJECTED)
    lines += [f"Row {row.number} is left out: {row.why}" for row in rejected[:_SHOWN_REJECTIONS]]
    if len(rejected) > _SHOWN_REJECTIONS:
        lines.append(f"And {len(rejected) - _SHOWN_REJECTIONS:,} more rows; --json lists them all.")
    done = (
        f"Done: {import_name(plan, preview.source.file_name)}." if preview.applied else "Nothing was written."
    )
    return "\n".join([*lines, done])


def _import(arguments: argparse.Namespace) -> ImportPreview:
    """Previews and, where wanted, applies; a new desk is created only once the file has proved readable."""
    source = read_source(arguments.file, arguments.kind, arguments.sheet)
    choices = ImportChoices(mapping_name=arguments.mapping, date_order=arguments.date_order)
    if arguments.desk.exists():
        desk = DeskFile.open(arguments.desk)
    else:
        preview = preview_import(ImportService(None), source, choices)
        if not arguments.apply:
            return preview
        desk = DeskFile.create(arguments.desk)
    try:
        service = ImportService(desk)
        preview = preview_import(service, source, choices)
        return apply_import(service, preview)[0] if arguments.apply else preview
    finally:
        desk.close()
