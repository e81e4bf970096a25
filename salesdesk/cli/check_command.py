"""The `check` command: looks a desk over without changing it, or sets right the values that cannot be."""

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

from salesdesk.cli.desks import missing_words, open_desk
from salesdesk.env.following import ended_at_a_step
from salesdesk.env.locale import Formats
from salesdesk.env.paths import standard_paths
from salesdesk.model import KINDS
from salesdesk.store.examine import Findings, examine

SOUND, DAMAGED = 0, 1
WAYS = _(
    "`salesdesk check --desk D --mend` sets them right after a backup, or `salesdesk salvage D NEW` makes a new desk "
    "in which they are."
)
LEFT = _(
    "Only you can say what stands in their place: open the desk and choose “Set them right…”, or let "
    "`salesdesk salvage D NEW` make a new desk in which they are empty, or as in a new record."
)
OLDER = _(
    "“{name}” is of an earlier version of SalesDesk and sound. Opening it brings it up to date, after a backup."
)
UNSEEN = _("looked at once the desk is up to date")
MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of the command."""
    parser.add_argument("--desk", type=Path, required=True, metavar="D", help=_("the desk to look over"))
    parser.add_argument(
        "--mend",
        action="store_true",
        help=_("set right the values that cannot be, after a backup: emptied, or the nearest that can be"),
    )
    parser.add_argument("--json", action="store_true", help=_("print the findings as JSON"))


def run(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    """Prints what was found; gives 1 where the file is damaged or changes are missing."""
    if arguments.mend:
        with ended_at_a_step():  # what was set right is said, also where the check is ended then
            print(_mended(arguments.desk, err), file=err if arguments.json else out)
    found = examine(arguments.desk, inside=True, notes=standard_paths().backups)
    text = json.dumps(as_json(found), ensure_ascii=False) if arguments.json else in_lines(found)
    print(text, file=out)
    if _is_well(found):
        return SOUND
    print(_refusal(found, mended=arguments.mend), file=err)
    return DAMAGED


def _mended(path: Path, err: TextIO) -> str:
    from salesdesk.services.mending import MendingService

    with closing(open_desk(path, err)) as desk:
        service = MendingService(desk, Formats())
        values = service.settable()
        service.store(values)
    return n_("1 value was set right.", "{number} values were set right.", len(values))


def _is_well(found: Findings) -> bool:
    return found.sound and not (found.tampered or found.faults or found.misses_changes)


def _refusal(found: Findings, *, mended: bool) -> str:
    name = found.path.name
    if found.sound and found.log_elsewhere is not None:
        return _(
            "What was stored last in “{name}” is not in it yet and lies in “{log}”, under the name that the desk had "
            "when SalesDesk was ended. Open the desk once, by the window or any other command: that brings them "
            "together.",
            name=name,
            log=found.log_elsewhere.name,
        )
    if found.sound and found.misses_changes:
        return missing_words(found.path)
    if found.sound and (values := found.values or found.foreign_keys):
        return _(
            "“{name}” holds values that cannot be ({values}), so figures may be wrong. {way}",
            name=name,
            values=values[0],
            way=LEFT if mended else WAYS,
        )
    if found.sound and found.structure:
        return _(
            "“{name}” was changed by another program ({what}). Every record can be read, so go on with it; "
            "SalesDesk puts right what it can when it opens it.",
            name=name,
            what=found.structure[0],
        )
    if found.sound:
        return _(
            "“{name}” does not fit together ({faults}). Every record can be read, so go on with it; "
            "the search is made anew in a desk that `salesdesk export D OUT.zip` and `salesdesk restore` make of it.",
            name=name,
            faults=found.faults[0],
        )
    return _(
        "“{name}” is damaged ({problems}). Nothing was written to it; go on with the last good backup.",
        name=name,
        problems=found.problems[0],
    )


def as_json(found: Findings) -> dict[str, Any]:
    """Gives the findings as the JSON the command prints."""
    return {
        "file": found.path.name,
        "bytes": found.bytes,
        "schema": found.revision,
        "newest_schema": found.newest_revision,
        "of_earlier_version": found.older,
        "sound": _is_well(found),
        "unproved_pages": list(found.proofs),
        "quick_check": list(found.quick),
        "integrity_check": list(found.integrity),
        "foreign_keys": list(found.foreign_keys),
        "structure": [*found.strange, *found.structure],
        "impossible_values": list(found.values),
        "search": list(found.search),
        "undo_log": list(found.log),
        "misses_changes": found.misses_changes,
        "log_elsewhere": found.log_elsewhere.name if found.log_elsewhere is not None else None,
        "records": {count.kind: count.kept for count in found.counts},
        "in_trash": {count.kind: count.trashed for count in found.counts if count.trashed},
    }


def in_lines(found: Findings) -> str:
    """Gives the findings in a few lines for a person."""
    schema = (
        _(
            "{newest_revision} is the newest; opening the desk updates it",
            newest_revision=found.newest_revision,
        )
        if found.older
        else _("the newest")
    )
    lines = [_("{name}, {bytes:.1f} MB", name=found.path.name, bytes=found.bytes / MEGABYTE)]
    lines += [_line(_("Schema"), f"{found.revision}, {schema}")]
    for label, problems in (
        (_("Pages"), found.proofs),
        (_("Quick check"), found.quick), (_("Integrity"), found.integrity), (_("References"), found.foreign_keys),
    ):  # fmt: skip
        lines.append(_line(label, "; ".join(problems) or _("sound")))
    for label, problems in (
        (_("Structure"), found.strange + found.structure), (_("Values"), found.values),
        (_("Search"), found.search), (_("Undo"), found.log),
    ):  # fmt: skip
        lines.append(_line(label, "; ".join(problems) or (UNSEEN if found.older else _("sound"))))
    last = _("missing") if found.misses_changes else _("there")
    if found.log_elsewhere is not None:
        last = _("in “{log}”", log=found.log_elsewhere.name)
    lines.append(_line(_("Last changes"), last))
    for count in found.counts:
        trash = _(" and {trashed:,} in the Trash", trashed=count.trashed) if count.trashed else ""
        lines.append(
            _line(KINDS[count.kind].plural if count.kind in KINDS else count.kind, f"{count.kept:,}{trash}")
        )
    if found.older and _is_well(found):
        lines.append(OLDER.format(name=found.path.name))
    return "\n".join(lines)


def _line(label: str, words: str) -> str:
    return f"  {label:<18} {words}"
