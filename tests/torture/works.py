"""What is killed in the middle: each work goes on until it is ended, and tells of every thing it was told is stored."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

from sqlalchemy import delete

from salesdesk.env.clock import FixedClock
from salesdesk.model import models
from salesdesk.model.coaching import Note
from salesdesk.services.importing.service import ImportService
from salesdesk.services.importing.values import IncomingRow
from salesdesk.store.backup import back_up
from salesdesk.store.connection import connect_as_found
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.examine import examine, open_untouched
from salesdesk.store.plain_copy import seal_in_place
from salesdesk.store.room import give_room_back
from salesdesk.store.seal import begins_sealed
from salesdesk.store.whole_desk import whole_new_desk

FROZEN = sorted((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))
DEALS = 150
MAPPED = frozenset({"external_id", "name", "stage_id", "amount", "salesperson_id"})
NOW = datetime(2026, 11, 11, 9, 0)
Tell = Callable[[], None]


@dataclass(frozen=True)
class Work:
    """One kind of work: what stands before it, what it does, and what must be true whenever it was ended.

    `lost` is asked how the desk was left, with how many things were told to be stored; it says what is wrong, and
    nothing where all is well. `lasts` is about how long the work goes on, in seconds, from which the moment is drawn.
    """

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Tell], None]
    lost: Callable[[Path, int], str]
    lasts: float = 0.5


def desk_in(folder: Path) -> Path:
    return folder / "team.salesdesk"


def backups_in(folder: Path) -> Path:
    return folder / "backups"


def _new(folder: Path) -> None:
    DeskFile.create(desk_in(folder)).close()


def unsound(path: Path) -> str:
    found = examine(path)
    wrong = (*found.problems, *found.foreign_keys)
    return f"{path.name}: {wrong[0]}" if wrong else ""


def _import(desk: DeskFile, first: int) -> None:
    service = ImportService(desk)
    values = {"stage_id": "Proposal", "amount": Decimal(100), "salesperson_id": "Ada Byron"}
    numbers = range(first, first + DEALS)
    rows = [IncomingRow(n, {"external_id": f"A{n}", "name": f"Deal {n}", **values}) for n in numbers]
    service.apply(service.plan("deals", MAPPED, rows), "deals.csv")


def _write(folder: Path, tell: Tell) -> None:
    desk = DeskFile.open(desk_in(folder))
    for number in count():
        with desk.change(f"Note {number}") as work:
            work.session.add_all([Note(text=f"{number} {part}", written_at=desk.now()) for part in "ab"])
        tell()


def _write_lost(folder: Path, told: int) -> str:
    with closing(DeskFile.open(desk_in(folder))) as desk:
        texts = [row["text"] for row in desk.rows("SELECT text FROM note ORDER BY id")]
        stored, name = len(texts) // 2, desk.undo_name()
    if texts != [f"{number} {part}" for number in range(stored) for part in "ab"]:
        return "half a step"
    if not told <= stored <= told + 1:
        return f"{told} told, {stored} stored"
    return unsound(desk_in(folder)) or (
        "" if not stored or name == f"Note {stored - 1}" else f"undo of {name}"
    )


def _import_on(folder: Path, tell: Tell) -> None:
    desk = DeskFile.open(desk_in(folder))
    for turn in count():
        _import(desk, turn * DEALS)
        tell()


def _import_lost(folder: Path, told: int) -> str:
    with closing(DeskFile.open(desk_in(folder))) as desk:
        deals = desk.rows("SELECT count(*) FROM opportunity")[0][0]
        batches = desk.rows("SELECT count(*) FROM import_batch")[0][0]
    if deals != batches * DEALS:
        return f"{deals} deals of {batches} imports"
    return unsound(desk_in(folder)) or (
        "" if told <= batches <= told + 1 else f"{told} told, {batches} stored"
    )


def imported(folder: Path) -> None:
    _new(folder)
    with closing(DeskFile.open(desk_in(folder))) as desk:
        _import(desk, 0)


def _turn(folder: Path, tell: Tell) -> None:
    desk = DeskFile.open(desk_in(folder))
    while desk.undo() or desk.redo():
        tell()


def _turn_lost(folder: Path, told: int) -> str:
    with closing(DeskFile.open(desk_in(folder))) as desk:
        deals = desk.rows("SELECT count(*) FROM opportunity")[0][0]
        undone = not desk.undo_name()
        if deals != (0 if undone else DEALS):
            return f"{deals} deals where {'none' if undone else DEALS} belong"
        desk.redo()
        again = desk.rows("SELECT count(*), sum(amount) FROM opportunity")[0]
        if tuple(again) != (DEALS, DEALS * 100 * 10_000):
            return "another content after redo"
    return unsound(desk_in(folder))


def _copy_on(folder: Path, tell: Tell) -> None:
    for turn in count():
        with closing(open_untouched(desk_in(folder))) as connection:
            back_up(connection, desk_in(folder), backups_in(folder), NOW + timedelta(minutes=turn), "")
        tell()


def _copy_lost(folder: Path, told: int) -> str:
    found = sorted(backups_in(folder).glob("*.salesdesk")) if told else []
    if told and not found:
        return "no backup"
    for path in (desk_in(folder), *found):
        if problem := unsound(path):
            return problem
        with closing(connect_as_found(path)) as connection:
            if connection.execute("SELECT count(*) FROM opportunity").fetchone()[0] != DEALS:
                return f"{path.name} is not whole"
    return ""


def _old(folder: Path) -> None:
    shutil.copyfile(FROZEN[0], desk_in(folder))


def _update(folder: Path, tell: Tell) -> None:
    DeskFile.open(desk_in(folder), FixedClock(NOW), backups_in(folder)).close()
    tell()


def _update_lost(folder: Path, told: int) -> str:
    with closing(DeskFile.open(desk_in(folder), FixedClock(NOW), backups_in(folder))) as desk:
        kept = {kind: desk.rows(f"SELECT count(*) FROM {kind}")[0][0] for kind in models()}
        if not kept["opportunity"] or desk.redo_name() != "Change name of “offensalespersonname”":
            return "records or steps are gone"
    if not begins_sealed(desk_in(folder)):
        return "still plain"
    backups = sorted(backups_in(folder).glob("*.salesdesk"))
    return next((found for each in (desk_in(folder), *backups) if (found := unsound(each))), "")


def _plain(folder: Path) -> None:
    shutil.copyfile(FROZEN[-1], desk_in(folder))


def _seal(folder: Path, tell: Tell) -> None:
    seal_in_place(desk_in(folder))
    tell()


def _emptied(folder: Path) -> None:
    _new(folder)
    with closing(DeskFile.open(desk_in(folder))) as desk:
        _import(desk, 0)
        with desk.change("Fill", undoable=False) as work:
            work.session.add_all([Note(text="word " * 2000, written_at=desk.now()) for _each in range(1500)])
        with desk.change("Empty", undoable=False) as work:
            work.session.execute(delete(Note))


def _give_back(folder: Path, tell: Tell) -> None:
    desk = DeskFile.open(desk_in(folder))
    give_room_back(desk.hold)
    tell()
    desk.close()


def _give_back_lost(folder: Path, told: int) -> str:
    with closing(connect_as_found(desk_in(folder))) as connection:
        free, pages = (connection.execute(f"PRAGMA {n}_count").fetchone()[0] for n in ("freelist", "page"))
    if told and free * 2 > pages:
        return f"{free} of {pages} pages are free"
    return _turn_lost(folder, told)


def _make(folder: Path, tell: Tell) -> None:
    with whole_new_desk(desk_in(folder)) as desk, desk.change("Fill", undoable=False) as work:
        work.session.add_all([Note(text=str(number), written_at=desk.now()) for number in range(500)])
    tell()


def _make_lost(folder: Path, told: int) -> str:
    path = desk_in(folder)
    if not path.exists():
        _make(folder, lambda: None)
    with closing(connect_as_found(path)) as connection:
        notes = connection.execute("SELECT count(*) FROM note").fetchone()[0]
    return unsound(path) or ("" if notes == 500 else f"{notes} of 500 notes")


WORKS = (
    Work("writes", _new, _write, _write_lost),
    Work("imports", _new, _import_on, _import_lost, 1.5),
    Work("undoes and redoes", imported, _turn, _turn_lost),
    Work("backs up", imported, _copy_on, _copy_lost),
    Work("updates an older desk", _old, _update, _update_lost, 1.5),
    Work("seals a plain desk", _plain, _seal, _update_lost, 0.3),
    Work("makes a desk smaller", _emptied, _give_back, _give_back_lost, 0.9),
    Work("makes a desk", lambda folder: None, _make, _make_lost, 1.2),
)
