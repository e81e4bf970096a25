"""The commands that take a whole desk: out of the program, and back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli import run as cli


def test_that_a_desk_is_written_as_plain_sqlite(sample_path: Path, tmp_path: Path) -> None:
    before = sample_path.read_bytes()
    out = tmp_path / "all.sqlite"
    assert cli.run(["export", str(sample_path), str(out)]) == 0
    with closing(sqlite3.connect(out)) as any_program:
        assert any_program.execute("SELECT count(*) FROM salesperson").fetchone()[0] == 7
    assert sample_path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([sample_path.name, "all.sqlite"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "deals"],
        ["export", "{desk}", "all.png"],
        ["export", "{desk}", "all.sqlite", "--desk", "{desk}"],
        ["export", "deals", "--desk", "{desk}"],
    ],
)
def test_that_half_an_export_is_wrong_use(
    arguments: list[str], sample_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([word.format(desk=sample_path) for word in arguments]) == 2
    assert "usage: salesdesk export" in capsys.readouterr().err
