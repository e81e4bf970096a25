"""Times the start and weighs the memory: both desks beside a bare window with one table, in alternating runs."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.desks import write_desks

ROOT = Path(__file__).parents[2]
FROZEN = ROOT / "dist" / "SalesDesk" / "SalesDesk"
RUNS = 9
LIMITS = {"painted": 2.0, "usable": 4.0}
"""What the small desk must keep."""
REACH = {"painted": "1.2", "usable": "2.0", "memory, usable": "1.4", "memory, loaded": "2.0"}
"""What the ten-year desk is to come down to."""
REPORT = re.compile(r"painted (\d+) usable (\d+)")
MEMORY = re.compile(r"Vm(HWM|RSS):\s+(\d+) kB")
QUIET, POLL = 1.0, 0.1  # seconds

Figures = dict[str, list[float]]


@dataclass(frozen=True)
class Start:
    """One start, in milliseconds from launch, and the most memory it took, in MB."""

    painted: int
    usable: int
    memory: float


def run() -> bool:
    """Prints the medians side by side and tells whether the limits are kept."""
    with tempfile.TemporaryDirectory(prefix="salesdesk-bench-") as folder:
        desks = write_desks(Path(folder), date.today())
        source, report = [sys.executable, "-m", "salesdesk", "--data-dir", folder], ["--report-start"]
        programs = {name: [*source, str(path)] for name, path in desks.items()}
        if FROZEN.exists():
            programs["frozen"] = [str(FROZEN), "--data-dir", folder, str(desks["ten years"])]
        bare = [sys.executable, "tests/bench/bare_window.py"]
        loaded = {
            name: statistics.median(_loaded(program) for _ in range(3)) for name, program in programs.items()
        }
        commands = {"bare": bare, **{name: [*program, *report] for name, program in programs.items()}}
        rounds = [{name: measure(command) for name, command in commands.items()} for _ in range(RUNS)]
    figures = {name: _figures([each[name] for each in rounds], loaded.get(name)) for name in commands}
    print(
        f"Start, median of {RUNS} alternating runs (times the bare window), milliseconds from launch and MB"
    )
    if "frozen" not in figures:
        print("The program that needs no Python is not built, so it was not started; `make build` makes it.")
    print(f"{'':16}{'bare':>8}" + "".join(f"{name:>17}" for name in programs) + f"{'reach':>8}")
    kept = [_print_line(what, figures) for what in REACH]
    return all(kept)


def measure(command: list[str]) -> Start:
    """Starts a program that reports its own start, and reads the report while it still runs."""
    with _launch(command) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if report := REPORT.search(line):
                memory = _memory(process.pid, "HWM")
                process.communicate(timeout=60)
                return Start(int(report[1]), int(report[2]), memory)
    sys.exit(f"{' '.join(command)} reported no start:\n{said}")


def _loaded(command: list[str]) -> float:
    """Starts a program and gives its memory when it has come to rest, everything loaded ahead."""
    with _launch(command) as process:
        quiet, before = 0.0, -1
        while quiet < QUIET and process.poll() is None:
            time.sleep(POLL)
            spent = _ticks(process.pid)
            quiet = quiet + POLL if spent == before and spent else 0.0
            before = spent
        memory = _memory(process.pid, "RSS")
        process.terminate()
        process.communicate(timeout=60)
    return memory


def _launch(command: list[str]) -> "subprocess.Popen[str]":
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    # A workplace that forbids bytecode would have each start compile the whole program, which no user's does.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["SALESDESK_LAUNCHED"] = str(time.time_ns())
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **output)


def _ticks(pid: int) -> int:
    """Gives the processor time a program has spent, in the ticks of Linux; 0 where that is not told."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _memory(pid: int, kind: str) -> float:
    """Gives the memory of a program in MB: HWM the most it ever took, RSS what it takes now; nan where not told."""
    try:
        found = dict(MEMORY.findall(Path(f"/proc/{pid}/status").read_text()))
    except OSError:
        return float("nan")
    return int(found[kind]) / 1024 if kind in found else float("nan")


def _figures(starts: list[Start], loaded: float | None) -> Figures:
    memory = [start.memory for start in starts]
    return {
        "painted": [start.painted for start in starts],
        "usable": [start.usable for start in starts],
        "memory, usable": memory,
        "memory, loaded": memory if loaded is None else [loaded],
    }


def _print_line(what: str, figures: dict[str, Figures]) -> bool:
    medians = {name: statistics.median(values[what]) for name, values in figures.items()}
    bare = medians.pop("bare")
    ratios = {name: value / bare for name, value in medians.items()}
    shown = "".join(f"{value:10.0f} {ratios[name]:5.2f}×" for name, value in medians.items())
    kept = ratios["small"] <= LIMITS.get(what, float("inf"))
    verdict = f"  small {'kept' if kept else 'PASSED'} {LIMITS[what]}×" if what in LIMITS else ""
    print(f"{what:16}{bare:8.0f}{shown}{REACH[what]:>7}×{verdict}")
    return kept
