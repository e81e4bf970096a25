"""What is killed in the middle of the ways back: a restore, a salvage, an export of all, values that are set right."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.model.coaching import Note
from salesdesk.services.mending import MendingService
from salesdesk.store.archive import write_archive
from salesdesk.store.backup import BEFORE_MENDING, back_up
from salesdesk.store.connection import connect, connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import open_untouched
from salesdesk.store.restore import restore, restore_over
from salesdesk.store.salvage import salvage
from tests.torture.works import DEALS, NOW, Tell, Work, backups_in, desk_in, imported, unsound

WRONG = 40


def _backup(folder: Path) -> Path:
    return folder / "backup.salesdesk"


def _new_place(folder: Path) -> Path:
    return folder / "again.salesdesk"


def _archive(folder: Path) -> Path:
    return folder / "all.zip"


def _counted(path: Path, table: str) -> int:
    with closing(connect_as_found(path)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _add_note(folder: Path) -> None:
    with closing(DeskFile.open(desk_in(folder))) as desk, desk.change("Later") as work:
        work.session.add(Note(text="Written after the backup", written_at=desk.now()))


def _export(folder: Path) -> None:
    with closing(open_untouched(desk_in(folder))) as connection:
        write_archive(connection, _archive(folder), NOW)


def _backed_up(folder: Path) -> None:
    imported(folder)
    with closing(open_untouched(desk_in(folder))) as connection:
        back_up(connection, desk_in(folder), folder, NOW, "").replace(_backup(folder))
    _add_note(folder)


def _damaged(folder: Path) -> None:
    _backed_up(folder)
    content = bytearray(desk_in(folder).read_bytes())
    content[len(content) // 2] ^= 1
    desk_in(folder).write_bytes(content)


def _restore_on(folder: Path, tell: Tell) -> None:
    for turn in count():
        restore_over(_backup(folder), desk_in(folder), backups_in(folder), NOW + timedelta(minutes=turn))
        tell()


def _restore_lost(folder: Path, told: int) -> str:
    kept = sorted(backups_in(folder).glob("*.salesdesk"))
    for each in (desk_in(folder), _backup(folder), *kept):
        if problem := unsound(each):
            return problem
    with closing(DeskFile.open(desk_in(folder))) as desk:
        deals, notes = (desk.rows(f"SELECT count(*) FROM {kind}")[0][0] for kind in ("opportunity", "note"))
    if deals != DEALS or (told and notes):
        return f"{deals} deals and {notes} notes"
    return "" if notes or any(_counted(each, "note") for each in kept) else "the desk of before is gone"


def _restore_over_damaged(folder: Path, tell: Tell) -> None:
    restore_over(_backup(folder), desk_in(folder), backups_in(folder), NOW)
    tell()


def _damaged_lost(folder: Path, told: int) -> str:
    """Looks for the damaged desk, which lies under its name or beside it, and restores what is not restored yet."""
    desks = [each for each in folder.glob("team*.salesdesk") if unsound(each)]
    if len(desks) != 1:
        return f"{len(desks)} damaged desks"
    if told and desks[0] == desk_in(folder):
        return "not restored"
    if not told:
        restore_over(_backup(folder), desk_in(folder), backups_in(folder), NOW + timedelta(minutes=1))
    return unsound(desk_in(folder)) or (
        "" if _counted(desk_in(folder), "opportunity") == DEALS else "not whole"
    )


def _anew(make: Callable[[Path], object]) -> Callable[[Path, Tell], None]:
    def act(folder: Path, tell: Tell) -> None:
        make(folder)
        tell()

    return act


def _new_lost(make: Callable[[Path], object]) -> Callable[[Path, int], str]:
    """Gives what looks whether there is no desk of the new name, which can be made then, or a whole one."""

    def lost(folder: Path, told: int) -> str:
        path = _new_place(folder)
        if told and not path.exists():
            return "told and not there"
        if not path.exists():
            make(folder)
        return unsound(path) or ("" if _counted(path, "opportunity") == DEALS else "not whole")

    return lost


def _restore_anew(folder: Path) -> None:
    restore(_archive(folder), _new_place(folder))


def _salvage_anew(folder: Path) -> None:
    salvage(desk_in(folder), _new_place(folder))


def _archived(folder: Path) -> None:
    imported(folder)
    _export(folder)


def _archive_older(folder: Path) -> None:
    _archived(folder)
    _add_note(folder)


def _export_on(folder: Path, tell: Tell) -> None:
    while True:
        _export(folder)
        tell()


def _export_lost(folder: Path, told: int) -> str:
    _restore_anew(folder)
    notes = _counted(_new_place(folder), "note")
    return _new_lost(_restore_anew)(folder, told) or ("" if notes or not told else "still the older one")


def _strange(folder: Path) -> None:
    imported(folder)
    with closing(connect(desk_in(folder))) as connection:
        connection.execute(f"UPDATE opportunity SET amount = 'abc' WHERE id <= {WRONG}")


def _mend(folder: Path, tell: Tell) -> None:
    with closing(DeskFile.open(desk_in(folder), FixedClock(NOW), backups_in(folder))) as desk:
        MendingService(desk, Formats()).set_all_right()
        tell()


def _mend_lost(folder: Path, told: int) -> str:
    with closing(DeskFile.open(desk_in(folder), FixedClock(NOW), backups_in(folder))) as desk:
        left = len(MendingService(desk, Formats()).settable())
    copies = sorted(backups_in(folder).glob(f"*{BEFORE_MENDING}*.salesdesk"))
    if left not in (0, WRONG) or (told and left):
        return f"{left} of {WRONG} values are left"
    if not left and not any(_wrong_in(each) == WRONG for each in copies):
        return "no backup has the values as they were"
    return unsound(desk_in(folder)) if not left else ""


def _wrong_in(copy: Path) -> int:
    with closing(connect_as_found(copy)) as connection:
        return connection.execute("SELECT count(*) FROM opportunity WHERE amount = 'abc'").fetchone()[0]


WAYS_BACK = (
    Work("restores a backup", _backed_up, _restore_on, _restore_lost),
    Work("restores over a damaged desk", _damaged, _restore_over_damaged, _damaged_lost, 0.2),
    Work("restores an archive", _archived, _anew(_restore_anew), _new_lost(_restore_anew), 0.15),
    Work("salvages a damaged desk", _damaged, _anew(_salvage_anew), _new_lost(_salvage_anew), 0.7),
    Work("exports all", _archive_older, _export_on, _export_lost, 0.2),
    Work("sets values right", _strange, _mend, _mend_lost, 0.15),
)
