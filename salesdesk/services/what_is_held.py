"""Tells what is stored of this desk, where, how long and who can see it, from the declarations, bounds and files."""

import os
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from salesdesk.env.locale import Formats
from salesdesk.env.log import LOG_BYTES, LOG_FILES
from salesdesk.env.offline import internet_sockets, network_modules
from salesdesk.env.paths import DESK_SUFFIX
from salesdesk.frozen import frozen
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import Audience
from salesdesk.services.trash import KEPT_DAYS
from salesdesk.store.backup import KEEP_DAYS, KEEP_NEWEST, KEEP_WEEKS, backups_of
from salesdesk.store.connection import all_beside
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.log_bound import KEPT_STEPS, LARGEST
from salesdesk.store.marks import mark_of
from salesdesk.store.staying import days_of_staying

_MB: Final = 1 << 20
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_KNOWN: Final = {
    "settings.json": _("Settings of this laptop: looks, and which desks were open last"),
    "tables.json": _("How the tables were left: columns and their widths"),
    "backups": _("Backups of all desks, and notes of which is whose"),
    "left words": _("What was typed and a desk did not take before it was closed"),
    "log": _("Log of the program, without names and words of a desk"),
    "cache": _("Which fonts there are"),
}
"""What lies in the folder of the program, by name; anything else there is told by its name alone."""


@frozen
class HeldLine:
    """One line of the page: what it is about and what is said of it."""

    label: str
    words: str


@frozen
class HeldPart:
    """One part of the page: its title and lines."""

    title: str
    lines: tuple[HeldLine, ...]


class WhatIsHeld:
    """Reads for the page what is true of one open desk just now."""

    def __init__(self, desk: DeskFile, data: Path, formats: Formats) -> None:
        self._desk, self._data, self._formats = desk, data, formats

    def parts(self) -> tuple[HeldPart, ...]:
        """Gives the page."""
        return (
            HeldPart(_("Who can see it"), tuple(self._who())),
            HeldPart(_("Where it is"), tuple(self._where())),
            HeldPart(_("How long it stays"), tuple(self._how_long())),
            HeldPart(_("What is in the desk"), tuple(self._kinds())),
        )

    def _who(self) -> Iterator[HeldLine]:
        if self._desk.hold.seal.private:
            words = _(
                "who knows the passphrase, or has the recovery key; all of it is encrypted, backups made since too"
            )
        else:
            words = _("anybody who gets hold of the file, since the desk has no passphrase")
        yield HeldLine(_("The desk file"), words)
        yield HeldLine(_("On this machine"), _readers(self._desk.path))
        yield HeldLine(
            _("On the shared screen and in shared prints"),
            _("what is told below as shared; the rest is left out there by the program"),
        )
        yield HeldLine(_("Over a network"), _network_words())
        yield HeldLine(
            _("Exported and printed files"),
            _("whoever has them: they are not encrypted, whatever the desk is"),
        )

    def _where(self) -> Iterator[HeldLine]:
        path = self._desk.path
        yield HeldLine(_("Desk"), _file_words(path, self._formats))
        locks = _("{folder}: an empty file that says that the desk is open", folder=gettempdir())
        yield HeldLine(_("In the folder for temporary files"), locks)
        beside = [each for each in (*all_beside(path)[1:], mark_of(path)) if each.exists()]
        if beside:
            names = ", ".join(each.name for each in beside)
            words = _(
                "{names}: the newest changes on their way into the file, until the desk is closed",
                names=names,
            )
            yield HeldLine(_("Beside it while it is open"), words)
        for each in sorted(self._data.iterdir()) if self._data.is_dir() else ():
            if each not in (path, *beside) and not each.name.startswith("."):
                what = _KNOWN.get(each.name, _("Desk") if each.suffix == DESK_SUFFIX else _("Other"))
                yield HeldLine(what, _file_words(each, self._formats))

    def _how_long(self) -> Iterator[HeldLine]:
        yield HeldLine(_("What you enter"), _("until you delete it, or erase the person"))
        days = n_(
            "{number} day, then it is gone for good", "{number} days, then it is gone for good", KEPT_DAYS
        )
        yield HeldLine(_("In the Trash"), days)
        yield HeldLine(_("Steps of undo and history"), self._undo_words())
        yield HeldLine(_("Backups"), self._backup_words())
        files = _(
            "{number} files of at most {size} MB, then the oldest goes",
            number=LOG_FILES + 1,
            size=LOG_BYTES // 10**6,
        )
        yield HeldLine(_("Log of the program"), files)
        yield HeldLine(_("What is begun in a form"), _("until it is added or emptied"))

    def _undo_words(self) -> str:
        (row,) = self._desk.rows("SELECT count(*) AS steps, min(at) AS first FROM step")
        bound = _(
            "the newest {steps} for good, older ones up to {size} MB", steps=KEPT_STEPS, size=LARGEST // _MB
        )
        if not row["steps"]:
            return bound
        first = self._formats.plain_day(datetime.fromisoformat(row["first"]).date())
        return _("{bound}; now {number} since {day}", bound=bound, number=f"{row['steps']:,}", day=first)

    def _backup_words(self) -> str:
        bound = _(
            "the newest {newest}, the last of each day for {days} days and of each week for {weeks} weeks, and the "
            "first of each month until you remove it",
            newest=KEEP_NEWEST, days=KEEP_DAYS, weeks=KEEP_WEEKS,
        )  # fmt: skip
        folder = self._desk.backups
        found = backups_of(self._desk.path, folder, self._desk.identity) if folder is not None else []
        if not found:
            return _("{bound}; now there is none", bound=bound)
        staying = sum(day is None for day in days_of_staying(found, self._desk.now()).values())
        oldest = self._formats.plain_day(min(each.moment for each in found).date())
        return _(
            "{bound}; now {number}, the oldest of {day}, of which {staying} stay until you remove them",
            bound=bound, number=len(found), day=oldest, staying=staying,
        )  # fmt: skip

    def _kinds(self) -> Iterator[HeldLine]:
        for kind in sorted(models(), key=lambda kind: kind_of(kind).plural):
            (row,) = self._desk.rows(f"SELECT count(*) AS n, count(deleted_at) AS gone FROM {kind}")
            count = f"{row['n'] - row['gone']:,}" if row["n"] else _("none")
            if row["gone"]:
                count = _("{count}, and {gone} in the Trash", count=count, gone=f"{row['gone']:,}")
            yield HeldLine(kind_of(kind).plural, f"{count}. {seen_by(kind)}")


def _network_words() -> str:
    """Says what of a network this very program has at the moment; Help > About tells how to look for oneself."""
    modules, sockets = network_modules(), internet_sockets()
    if modules or sockets:
        return _(
            "loaded: {modules}; internet sockets: {number}",
            modules=", ".join(modules) or "–",
            number=sockets or 0,
        )
    if sockets is None:
        return _("nobody: no part for networks is loaded")
    return _("nobody: no part for networks is loaded, and no internet socket is open")


def seen_by(kind: str) -> str:
    """Says who sees records of a kind in the program, by its declaration."""
    declared, shared = kind_of(kind), {field.name for field in fields_of(kind, Audience.SALESPERSON)}
    if declared.private or not shared:
        return _("Yours alone.")
    alone = [field.label for field in fields_of(kind) if field.name not in shared]
    said = _("Shared.") if not alone else _("Shared, but for: {fields}.", fields=", ".join(alone))
    return (
        said
        if declared.private_when is None
        else _("{said} What is marked private is yours alone.", said=said)
    )


def _file_words(path: Path, formats: Formats) -> str:
    size, files = _size(path), _files(path)
    many = n_("{number} file, ", "{number} files, ", len(files)) if path.is_dir() else ""
    said = (
        _("{number} MB", number=formats.number(size / 10**6, 1))
        if size > 10**5
        else _("{number} kB", number=formats.number(size / 1000, 1))
    )
    return _("{path}: {many}{size}; {readers}", path=path, many=many, size=said, readers=_readers(path))


def _files(path: Path) -> list[Path]:
    return [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]


def _size(path: Path) -> int:
    return sum(_stat(each).st_size for each in _files(path))


def _readers(path: Path) -> str:
    """Says which users of the machine may read a file, or any file in a folder, by its mode."""
    if os.name == "nt":
        return _("readable by who may read the folder")
    if path.is_dir() and not _stat(path).st_mode & _OTHERS:
        return _("readable by your user account alone")
    open_ones = _open_to_others([path, *_files(path)])
    return (
        _("readable by your user account alone")
        if not open_ones
        else _("readable by other users of this machine")
    )


def _open_to_others(paths: Iterable[Path]) -> bool:
    return any(_stat(each).st_mode & _OTHERS for each in paths)


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError:  # gone meanwhile
        return os.stat_result((0,) * 10)
