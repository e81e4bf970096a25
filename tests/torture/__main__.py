"""Kills the program at random moments of its works, and tells what was lost: `python -m tests.torture TIMES`."""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.torture.private_works import PRIVATE_WORKS
from tests.torture.ways_back import WAYS_BACK
from tests.torture.works import WORKS, Work

PREPARED = "prepared"
ALL = (*WORKS, *WAYS_BACK, *PRIVATE_WORKS)


def kill_once(work: Work, folder: Path, moment: float) -> tuple[int, str]:
    """Lets the work be done by a process of its own and kills it; gives how much was told, and what is wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work.act(folder, lambda: os.write(writing, b"."))
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = 0
    while part := os.read(reading, 4096):
        told += len(part)
    os.close(reading)
    try:
        return told, work.lost(folder, told)
    except Exception as problem:
        return told, f"{type(problem).__name__}: {problem}"


def torture(work: Work, times: int, dice: random.Random) -> list[str]:
    """Kills one work so many times and gives what went wrong."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="salesdesk-torture-") as place:
        before = Path(place) / PREPARED
        before.mkdir()
        work.prepare(before)
        for number in range(times):
            folder = shutil.copytree(before, Path(place) / str(number))
            moment = dice.random() * work.lasts
            _told, problem = kill_once(work, folder, moment)
            if problem:
                wrong.append(f"killed after {moment:.3f} s: {problem}")
            shutil.rmtree(folder)
    return wrong


def main(times: int, seed: int) -> int:
    """Prints the table; gives 1 where anything was lost."""
    dice, lost = random.Random(seed), 0
    print(
        f"kill -9 at random moments, seed {seed}\n\n| while it | times | lost |\n| --- | --- | --- |",
        flush=True,
    )
    for place, work in enumerate(ALL):
        share = times // len(ALL) + (place < times % len(ALL))
        wrong = torture(work, share, dice)
        print(f"| {work.name} | {share} | {len(wrong)} |", *wrong, sep="\n", flush=True)
        lost += len(wrong)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 10_000))
