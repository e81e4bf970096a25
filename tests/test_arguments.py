"""What is written out in full is read without loading `argparse`, and just as that would read it."""

import subprocess
import sys

import pytest

from salesdesk import app


@pytest.mark.parametrize("arguments", [
    [],
    ["Team.salesdesk"],
    ["--data-dir", "/a b/c", "Team.salesdesk", "--report-start"],
    ["Team.salesdesk", "--demo", "--debug"],
    ["--screens", "pictures", "--smoke-test", "--data-dir", "first", "--data-dir", "second"],
    ["--version"],
    ["--help", "--demo"],
])  # fmt: skip
def test_that_it_is_read_as_argparse_reads_it(arguments: list[str]) -> None:
    assert app._in_full(arguments) == app._parsed(arguments)


@pytest.mark.parametrize("arguments", [
    ["--data-dir"], ["--data-dir", "--demo"], ["--screens", "-5"], ["--data-dir=/a"], ["--dem"], ["--nothing"],
    ["one.salesdesk", "another.salesdesk"], [""], ["--"], ["-x"], ["--help=1"],
])  # fmt: skip
def test_that_argparse_is_left_what_it_understands_or_refuses(arguments: list[str]) -> None:
    assert app._in_full(arguments) is None


def test_that_a_start_loads_no_argparse() -> None:
    program = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; from salesdesk import app; "
        "app._open_window = lambda *given: print(*given[:2]); "
        "app.main(['Team.salesdesk', '--data-dir', 'here']); print({'argparse', 'gettext'} & {*sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout.split("\n")[:2] == ["Team.salesdesk here", "set()"], run.stderr
