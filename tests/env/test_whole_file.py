"""What is written takes its place when it is whole; on a full disk the older file is kept, and that is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.env.errors import UserError
from salesdesk.env.whole_file import whole_file

FULL = """
import resource, sys
from pathlib import Path
from salesdesk.env.errors import UserError
from salesdesk.exchange.export_rows import write_whole
from salesdesk.exchange.sheets.writing import SheetContent, write_sheet
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
def rows(path):
    write_whole(path, lambda file: print("x" * 1000, file=file))
def sheet(path):
    write_sheet(SheetContent("A", "B", "C", lambda page, width: [[]], shared=True), path)
for write, name in ((rows, "rows.csv"), (sheet, "sheet.pdf")):
    try:
        write(Path(sys.argv[1]) / name)
        print("wrote")
    except UserError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_that_a_full_disk_keeps_the_older_file_and_is_told(tmp_path: Path) -> None:
    names = ("rows.csv", "sheet.pdf")
    for name in names:
        (tmp_path / name).write_text("older")
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert [line.partition(" (")[0] for line in ran.stdout.splitlines()] == [
        f"“{name}” could not be written" for name in names
    ], ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == list(names)
    assert {(tmp_path / name).read_text() for name in names} == {"older"}


def test_that_an_error_in_the_midst_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("older")
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"half" * (1 // 0))
    assert path.read_text() == "older"
    with pytest.raises(UserError, match="could not be written"), whole_file(tmp_path / "no" / "list.txt"):
        pytest.fail("there is no such folder")
    with whole_file(path) as file:
        file.write(b"new")
    assert [each.read_text() for each in tmp_path.iterdir()] == ["new"]
