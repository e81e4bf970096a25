"""The `imports` command: lists the imports of a desk and, with --take-back, takes one back."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from salesdesk.cli.arguments import whole_number
from salesdesk.cli.desks import open_desk
from salesdesk.env.following import done_or_ended
from salesdesk.model.words import IMPORT_KINDS
from salesdesk.services.importing.past import PastImport, PastImportsService, TakeBack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("desk", type=Path, metavar="D", help=_("the desk"))
    parser.add_argument(
        "--take-back", type=whole_number, metavar="N",
        help=_("take import N of the list back; what was changed since stays as it is, and is told"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prints the list, or what taking one back did."""
    with closing(open_desk(arguments.desk, err)) as desk:
        service = PastImportsService(desk)
        if arguments.take_back is not None:
            with done_or_ended():
                changes, told = service.take_back(arguments.take_back)
            text = _told_json(changes.step, told) if arguments.json else _told(changes.step, told)
        else:
            imports = service.imports()
            text = json.dumps([_json(each) for each in imports]) if arguments.json else _listed(imports)
    print(text, file=out)
    return 0


def _listed(imports: list[PastImport]) -> str:
    return "\n".join(map(_line, imports)) or _("No imports yet.")


def _line(past: PastImport) -> str:
    return _(
        "{number}  {when}  {file}: {kind}, {rows:,} rows, {new:,} new, {changed:,} changed, "
        "{rejected:,} rejected. {stands}.",
        number=past.id,
        when=f"{past.applied_at:%Y-%m-%d %H:%M}" if past.applied_at else "",
        file=past.file_name,
        kind=IMPORT_KINDS[past.kind].lower(),
        rows=past.rows,
        new=past.new,
        changed=past.changed,
        rejected=past.rejected,
        stands=past.standing_words,
    )


def _told(step: str, told: TakeBack) -> str:
    lines = [
        _(
            "{record}, {field}: “{now}” stays, where the import wrote “{imported}”.",
            record=each.record, field=each.field, imported=each.imported, now=each.now,
        )
        for each in told.kept
    ]  # fmt: skip
    return "\n".join([*told.sentences, *lines, _("Done: {import_name}.", import_name=step)])


def _told_json(step: str, told: TakeBack) -> str:
    return json.dumps(
        {"step": step, "notes": told.sentences, "kept": [asdict(each) for each in told.kept]},
        ensure_ascii=False,
    )


def _json(past: PastImport) -> dict[str, Any]:
    return {name: value if isinstance(value, int) else _text(value) for name, value in asdict(past).items()}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
