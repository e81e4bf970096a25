"""Times the start of a ten-year desk with a passphrase beside the same one without, the derivation of the key apart.

A desk without a passphrase is a SQLCipher file too, of a key that everybody may know. So what encryption costs beside
plain SQLite is timed as well: reading everything once.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from salesdesk.services.privacy import Privacy
from salesdesk.store.archive import tables_of
from salesdesk.store.connection import connect_to_read
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.keys import open_with
from salesdesk.store.plain_copy import export_plain
from tests.bench.bench_start import Start, measure
from tests.bench.desks import SIZES
from tests.sample.writing import write_sample

RUNS = 9
LIMIT = 1.3
WORDS = "a passphrase of the bench"


def run() -> bool:
    """Prints the medians side by side and tells whether the limit is kept."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as place:
        folder = Path(place)
        desks = _written(folder)
        rounds = [{name: _start(path, folder) for name, path in desks.items()} for _each in range(RUNS)]
    kept = [_said(what, rounds) for what in ("painted", "usable", "memory")]
    return all(kept)


def _written(folder: Path) -> dict[str, Path]:
    """Writes the same desk with and without a passphrase, and says what that takes and costs by itself."""
    people, years = SIZES["ten years"]
    desks = {name: folder / f"{name}.salesdesk" for name in ("open", "private")}
    for path in desks.values():
        deals, notes = write_sample(path, people, years, 1, date.today())
    size = desks["open"].stat().st_size / 1e6
    print(f"{people} people, {years} years, {deals:,} deals, {notes:,} notes, {size:.0f} MB")
    with closing(DeskFile.open(desks["private"])) as desk:
        print(f"it gets a passphrase in {_seconds(lambda: Privacy(desk).set(WORDS)):.1f} s")
    print(f"a passphrase is proved in {_seconds(lambda: open_with(desks['private'], WORDS)):.2f} s")
    plain = folder / "plain.sqlite"
    with closing(DeskFile.open(desks["open"])) as desk, desk.passing() as connection:
        export_plain(connection, plain)
    reading = {path.stem: _seconds(lambda path=path: _read_all(path)) for path in (plain, *desks.values())}
    print("all of it is read once in", ", ".join(f"{name} {took:.2f} s" for name, took in reading.items()))
    (folder / "words").write_text(WORDS)
    return desks


def _start(path: Path, folder: Path) -> Start:
    program = [sys.executable, "-m", "tests.bench.with_passphrase", str(folder / "words"), str(path)]
    return measure([*program, "--data-dir", str(folder / "data"), "--report-start"])


def _read_all(path: Path) -> None:
    with closing(connect_to_read(path)) as connection:
        for table in tables_of(connection):
            for _row in connection.execute(f'SELECT * FROM "{table}"'):
                pass


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _said(what: str, rounds: list[dict[str, Start]]) -> bool:
    plain, private = (
        statistics.median(getattr(each[name], what) for each in rounds) for name in ("open", "private")
    )
    ratio = private / plain
    kept = what == "memory" or ratio <= LIMIT
    verdict = "" if what == "memory" else f"  {'kept' if kept else 'PASSED'} {LIMIT}×"
    print(f"{what:10}{plain:8.0f}{private:8.0f}{ratio:7.2f}×{verdict}")
    return kept
