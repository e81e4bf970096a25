"""Times an import of 10,000 invented deals: preview and apply, beside reading the same file with the csv module."""

import csv
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from salesdesk.exchange.import_file import apply_import, preview_import, read_source
from salesdesk.services.importing.service import ImportService
from salesdesk.store.desk_file import DeskFile

T = TypeVar("T")
ROWS = 10_000
RUNS = 3
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
    """Prints the medians and their ratios to the bare reading; there is no limit to keep."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as folder:
        path = Path(folder) / "deals.csv"
        write_deals(path)
        runs = [measure(path, Path(folder) / f"{number}.salesdesk") for number in range(RUNS)]
    print(f"Import of {ROWS:,} deals, median of {RUNS} runs, milliseconds (times the csv module)")
    bare = statistics.median(times["csv"] for times in runs)
    for step in runs[0]:
        median = statistics.median(times[step] for times in runs)
        print(f"{step:22}{median:>8.0f}{median / bare:>8.0f}×")
    return True


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
    """Imports the file into a new desk, then once more, when all is the same; milliseconds by step."""
    times: dict[str, float] = {}
    with path.open(newline="", encoding="utf-8") as file:
        _timed(times, "csv", lambda: list(csv.reader(file)))
    desk = DeskFile.create(desk_path)
    service = ImportService(desk)
    preview = _timed(times, "preview", lambda: preview_import(service, read_source(path, "deals")))
    _timed(times, "apply", lambda: apply_import(service, preview))
    _timed(times, "preview again, all same", lambda: preview_import(service, read_source(path, "deals")))
    desk.close()
    return times


def _timed(times: dict[str, float], step: str, act: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = act()
    times[step] = (time.perf_counter() - started) * 1000
    return result
