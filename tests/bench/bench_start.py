"""Times the start: SalesDesk on the sample team beside a bare window with one table, in alternating runs."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 9
PAINTED_LIMIT = 2.0
USABLE_LIMIT = 4.0
REPORT = re.compile(r"painted (\d+) usable (\d+)")


@dataclass(frozen=True)
class Start:
    """One start, in milliseconds from launch."""

    painted: int
    usable: int


def run() -> bool:
    """Prints the medians side by side and tells whether both limits are kept."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as folder:
        bare = [sys.executable, "tests/bench/bare_window.py"]
        ours = [sys.executable, "-m", "salesdesk", "--data-dir", folder, "--demo", "--report-start"]
        measure(ours)  # invents the sample team and fills the file cache; not counted
        measure(bare)
        pairs = [(measure(bare), measure(ours)) for _ in range(RUNS)]
    print(f"Start, median of {RUNS} alternating runs (lowest in brackets), milliseconds from launch")
    print(f"{'':10}{'bare window':>16}{'SalesDesk':>16}{'ratio':>8}{'limit':>8}")
    painted = _line("painted", [(b.painted, s.painted) for b, s in pairs], PAINTED_LIMIT)
    usable = _line("usable", [(b.usable, s.usable) for b, s in pairs], USABLE_LIMIT)
    return painted and usable


def measure(command: list[str]) -> Start:
    """Starts a program that reports its own start, and reads the report."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "SALESDESK_LAUNCHED": str(time.time_ns())}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    report = REPORT.search(done.stdout)
    if report is None:
        sys.exit(f"{' '.join(command)} reported no start:\n{done.stdout}{done.stderr}")
    return Start(int(report[1]), int(report[2]))


def _line(what: str, pairs: list[tuple[int, int]], limit: float) -> bool:
    bare, ours = ([pair[side] for pair in pairs] for side in (0, 1))
    ratio = statistics.median(ours) / statistics.median(bare)
    verdict = "kept" if ratio <= limit else "PASSED"
    shown = [f"{statistics.median(times):.0f} ({min(times)})" for times in (bare, ours)]
    print(f"{what:10}{shown[0]:>16}{shown[1]:>16}{ratio:8.2f}{limit:8.1f}  {verdict}")
    return ratio <= limit
