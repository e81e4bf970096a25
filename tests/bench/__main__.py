"""Runs the named benches, or all of them: `python -m tests.bench [start ...]`."""

import importlib
import sys
from pathlib import Path

BENCHES = tuple(sorted(p.stem.removeprefix("bench_") for p in Path(__file__).parent.glob("bench_*.py")))


def main(names: list[str]) -> int:
    """Runs each bench's `run()`; gives 1 where one of them found its limit passed."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    kept = [importlib.import_module(f"tests.bench.bench_{name}").run() for name in names or BENCHES]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
