"""Times an import of invented deals beside writing the same rows plainly, and measures the memory a large one takes."""

import csv
import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from sqlcipher3 import dbapi2

from salesdesk.exchange.import_file import apply_import, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile

T = TypeVar("T")
ROWS = 200_000
MOST_TO_OWN, MOST_MB, MOST_STALL = 1.3, 600, 100
WHOLE = ("reading", "comparing", "writing")
OWN = ("reading", "the same rows, own schema")
BARE = ("reading", "the same rows, bare table")
HEADER = (
    "Opportunity ID",
    "Opportunity Name",
    "Account",
    "Owner",
    "Stage",
    "Amount",
    "Created Date",
    "Close Date",
)
OWNERS = ("Mira Solano", "Otto Lindgaard", "Petra Vasquell", "Idris Falkenrath", "Sunniva Brack")
STAGES = ("Qualification", "Meeting", "Proposal", "Negotiation", "Closed Won", "Closed Lost")


def run() -> bool:
    """Prints processor times beside two floors and tells whether the import keeps its limits.

    The floors write the very same rows: into a bare table with the same indexes, and into a desk with all its
    triggers. Both are added to what reading the file takes.
    """
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as folder:
        path = Path(folder) / "deals.csv"
        write_deals(path)
        # Measured first: a new process is counted with what the one that starts it holds.
        (megabytes,) = _apart(_BY_COMMAND, path, Path(folder) / "command.salesdesk")
        of_window, of_taking_back, stall = _apart(_IN_WINDOW, path, Path(folder) / "window")
        gc.disable()  # as the window and the command do
        times = measure(path, Path(folder) / "desk.salesdesk")
        gc.enable()
        print(f"Import of {ROWS:,} deals, milliseconds of processor time")
        for step, taken in times.items():
            print(f"{step:34}{taken:>8.0f}")
        whole, own, bare = (sum(times[step] for step in steps) for steps in (WHOLE, OWN, BARE))
        print(f"{'the import, to its own schema':34}{whole / own:>8.2f}× (at most {MOST_TO_OWN}×)")
        print(f"{'the import, to a bare table':34}{whole / bare:>8.2f}×")
        print(f"{'memory of the command, MB':34}{megabytes:>8.0f} (at most {MOST_MB})")
        print(f"{'memory of the window, MB':34}{of_window:>8.0f} (at most {MOST_MB})")
        print(f"{'and taken back, undone, redone, MB':34}{of_taking_back:>8.0f} (at most {MOST_MB})")
        print(f"{'its longest stall meanwhile, ms':34}{stall:>8.0f} (at most {MOST_STALL})")
        kept = max(megabytes, of_window, of_taking_back) <= MOST_MB and stall <= MOST_STALL
        return whole <= MOST_TO_OWN * own and kept


def write_deals(path: Path) -> None:
    """Writes invented deals the way a CRM exports them; the same ones each time."""
    chance = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number in range(ROWS):
            account = f"Quillfeather {number % 700}"
            created = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
            closed = created + timedelta(days=chance.randrange(10, 180))
            rows.writerow(
                (f"D-{number}", f"{account}: line {number % 40}", account, chance.choice(OWNERS),
                 chance.choice(STAGES), f"{chance.randrange(2_000, 90_000)}.00", created, closed)
            )  # fmt: skip


def measure(path: Path, desk_path: Path) -> dict[str, float]:
    """Imports the file into a new desk, writes the same rows plainly, then imports once more, when all is the same."""
    times: dict[str, float] = {}
    with path.open(newline="", encoding="utf-8") as file:
        _timed(times, "csv module", lambda: list(csv.reader(file)))
    desk = DeskFile.create(desk_path)
    service = ImportService(desk)
    source = _timed(times, "reading", lambda: read_source(path, "deals"))
    preview = _timed(times, "comparing", lambda: preview_import(service, source))
    _timed(times, "writing", lambda: apply_import(service, preview))
    _timed(times, "comparing again, all same", lambda: preview_import(service, source))
    _floors(times, desk, desk_path)
    _timed(times, "undo", desk.undo)
    _timed(times, "redo", desk.redo)
    desk.close()
    return times


def _floors(times: dict[str, float], desk: DeskFile, desk_path: Path) -> None:
    rows = [tuple(row) for row in desk.rows("SELECT * FROM opportunity")]
    names = [row["name"] for row in desk.rows("PRAGMA table_info(opportunity)")]
    made = [row["sql"] for row in desk.rows(_MADE)]
    others = ("stage", "salesperson", "account", "import_batch")
    referred = {kind: [tuple(row) for row in desk.rows(f"SELECT * FROM {kind}")] for kind in others}
    insert = f"INSERT INTO opportunity VALUES ({', '.join('?' * len(names))})"
    bare = desk_path.with_suffix(".bare")
    with closing(connect(bare, create=True)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in made:
            connection.execute(statement)
        _timed(times, "the same rows, bare table", lambda: _at_once(connection, insert, rows))
    own = desk_path.with_suffix(".own")
    DeskFile.create(own).close()
    with closing(connect(own)) as connection:
        for kind, records in referred.items():
            connection.execute(f"DELETE FROM {kind}")
            for record in records:
                connection.execute(f"INSERT INTO {kind} VALUES ({', '.join('?' * len(record))})", record)
        connection.execute("INSERT INTO step (name, at) VALUES ('bench', '2026-01-01')")
        connection.execute("UPDATE recorder SET step_id = (SELECT max(id) FROM step), at = '2026-01-01'")
        _timed(times, "the same rows, own schema", lambda: _at_once(connection, insert, rows))


_MADE = (
    "SELECT sql FROM sqlite_master WHERE tbl_name = 'opportunity' AND type <> 'trigger' AND sql IS NOT NULL"
)


def _at_once(connection: dbapi2.Connection, insert: str, rows: list[tuple[object, ...]]) -> None:
    connection.execute("BEGIN")
    connection.executemany(insert, rows)
    connection.execute("COMMIT")


def _apart(program: str, path: Path, where: Path) -> list[float]:
    """Imports a file in a process of its own, by the command or in the window, and gives what that says of itself."""
    command = [sys.executable, "-c", program, str(path), str(where)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(word) for word in said.splitlines()[-1].split()]


_BY_COMMAND = """
import resource, sys
from salesdesk.app import main
from pathlib import Path
from salesdesk.language import speak
speak()
from salesdesk.store.desk_file import DeskFile
DeskFile.create(Path(sys.argv[2])).close()
main(["import", "deals", sys.argv[1], "--desk", sys.argv[2], "--apply"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


_IN_WINDOW = """
import os, resource, sys, time
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from salesdesk.language import speak
speak()
from salesdesk.gui.tour import Tour
from salesdesk.gui.widgets.record_table import RecordTable
from PySide6.QtWidgets import QPushButton, QStackedWidget
tour = Tour(Path(sys.argv[2]))
tour.open_sample()
bench, flow, stalls = tour.workbench, tour.workbench.imports, []
def did(act):
    began = time.thread_time()
    act()
    stalls.append(1000 * (time.thread_time() - began))
    time.sleep(0.002)
def rest():
    calm = 0
    while calm < 100:
        did(tour.application.qt.processEvents)
        calm = 0 if bench.background.jobs else calm + 1
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
def page():
    return flow.wizard.findChild(QStackedWidget).currentWidget().objectName()
flow.open(Path(sys.argv[1]))
while page() != "import_done":
    did(tour.application.qt.processEvents)
    button = flow.wizard.findChild(QPushButton, "import_next")
    if not bench.background.jobs and button.isVisible() and button.isEnabled():
        button.click()
rest()
imported = peak()
flow.wizard.reject()
rest()
stalls.clear()
did(lambda: bench.sides.show("imports"))
rest()
shown = bench.sides.window_of("imports")
shown.findChildren(RecordTable)[0].selectRow(0)
for name in ("imports_ask", "imports_take"):
    did(shown.findChild(QPushButton, name).click)
    rest()
for way in ("undo", "redo"):
    did(lambda: bench.do(way))
    rest()
print(imported, peak(), max(stalls), flush=True)
os._exit(0)
"""


def _timed(times: dict[str, float], step: str, act: Callable[[], T]) -> T:
    started = time.process_time()
    result = act()
    times[step] = (time.process_time() - started) * 1000
    return result
