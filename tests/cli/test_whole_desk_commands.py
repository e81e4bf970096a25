"""The commands that take a whole desk: out of the program, and back."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.env.clock import FixedClock
from salesdesk.env.paths import standard_paths
from salesdesk.store.archive import tables_of
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.seal import PAGE

FROZEN = sorted((Path(__file__).parents[1] / "house" / "frozen").glob("schema_*.sqlite"))


def test_that_a_desk_is_written_as_plain_sqlite(sample_path: Path, tmp_path: Path) -> None:
    before = sample_path.read_bytes()
    out = tmp_path / "all.sqlite"
    assert cli.run(["export", str(sample_path), str(out)]) == 0
    with closing(sqlite3.connect(out)) as any_program:
        assert any_program.execute("SELECT count(*) FROM salesperson").fetchone()[0] == 7
    assert sample_path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([sample_path.name, "all.sqlite"])


def test_that_a_desk_goes_through_a_zip_and_comes_back(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive, new = tmp_path / "all.zip", tmp_path / "new.salesdesk"
    assert cli.run(["export", str(sample_path), str(archive)]) == 0
    assert cli.run(["restore", str(archive), str(new)]) == 0
    assert capsys.readouterr().out.splitlines() == [str(archive), str(new)]
    assert cli.run(["restore", str(archive), str(new)]) == 1
    assert "already there" in capsys.readouterr().err


def test_that_a_backup_is_restored_and_a_damaged_desk_salvaged(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["backup", "--desk", str(sample_path), "--to", str(tmp_path / "copies")]) == 0
    (copy,) = (tmp_path / "copies").glob("*.salesdesk")
    assert cli.run(["restore", str(copy), str(tmp_path / "new.salesdesk")]) == 0
    assert cli.run(["check", "--desk", str(tmp_path / "new.salesdesk")]) == 0
    assert cli.run(["salvage", str(sample_path), str(tmp_path / "saved.salesdesk")]) == 0
    assert "all of it could be read" in capsys.readouterr().out
    sample_path.write_bytes(sample_path.read_bytes()[:9000])
    assert cli.run(["restore", str(sample_path), str(tmp_path / "other.salesdesk")]) == 1
    assert cli.run(["salvage", str(sample_path), str(tmp_path / "other.salesdesk")]) == 1
    assert capsys.readouterr().err.count("\n") == 2
    assert not (tmp_path / "other.salesdesk").exists()


def test_that_a_salvage_says_what_it_had_to_leave_out_in_the_words_of_the_screen(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(sample_path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        count = connection.execute("SELECT count(*) FROM quota WHERE salesperson_id = 1").fetchone()[0]
        accounts = connection.execute("SELECT count(*) FROM opportunity WHERE account_id = 1").fetchone()[0]
        assert count > 1
        assert accounts
        connection.execute("DELETE FROM salesperson WHERE id = 1")
        connection.execute("DELETE FROM account WHERE id = 1")
    assert cli.run(["salvage", str(sample_path), str(tmp_path / "saved.salesdesk")]) == 0
    said = capsys.readouterr().out
    gone, kept = said.split("Kept, but what they referred to is lost: ")
    assert f"Quotas {count}" in gone.split("what they belong to is lost: ")[1]
    assert "Deals " in kept
    assert "Undo begins anew." in said
    assert "opportunity" not in said
    with closing(connect(tmp_path / "saved.salesdesk")) as connection:
        kept_rows = sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables_of(connection)
            if table not in ("step", "change_log")
        )
    assert f"{kept_rows:,} rows could be read" in said


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


@pytest.mark.parametrize("out", ["all.zip", "all.sqlite", "notes.csv"])
def test_that_an_export_of_a_damaged_desk_says_so(
    out: str, sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(DeskFile.open(sample_path)) as desk:
        (page,) = desk.rows("SELECT rootpage FROM sqlite_master WHERE name = 'note'")[0]
    content = bytearray(sample_path.read_bytes())
    content[(page - 1) * PAGE + 99] ^= 1
    sample_path.write_bytes(content)
    target = str(tmp_path / out)
    whole = ["export", str(sample_path), target]
    kind = ["export", "notes", "--desk", str(sample_path), "--out", target]
    assert cli.run(kind if out.endswith("csv") else whole) == 1
    assert "is damaged" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == [sample_path.name]


def test_that_the_backups_of_a_desk_are_listed_though_it_is_gone(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Every copy of the sample team is the same desk, and other tests make backups of theirs.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    backups = standard_paths().backups
    assert cli.run(["restore", "--list", str(sample_path)]) == 0
    assert capsys.readouterr().out == "No backups yet.\n"
    with closing(DeskFile.open(sample_path, FixedClock(datetime(2026, 11, 11, 9, 0)), backups)) as desk:
        copies = [desk.back_up(backups, why) for why in ("", "before-import")]
    sample_path.unlink()
    assert cli.run(["restore", "--list", str(sample_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert {line.split(": ")[-1] for line in said} == {str(copy) for copy in copies}
    assert any("2026-11-11 09:00:00  Before an import, " in line for line in said)
    assert cli.run(["restore", "--list", str(sample_path), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {each["file"] for each in listed} == {str(copy) for copy in copies}
    assert all(each["made"] == "2026-11-11T09:00:00" and each["megabytes"] > 0.1 for each in listed)
    assert cli.run(["restore", str(copies[0]), str(sample_path)]) == 0
    for wrong in (["restore"], ["restore", str(sample_path)], ["restore", "a", "b", "--list", "c"]):
        assert cli.run(wrong) == 2
    assert cli.run(["restore", "--list", str(sample_path.with_name("nobody.salesdesk"))]) == 1
    assert "no backup of it" in capsys.readouterr().err


def test_that_the_check_calls_a_desk_of_an_earlier_version_so_and_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = shutil.copyfile(FROZEN[0], tmp_path / "old.salesdesk")
    before = old.read_bytes()
    assert cli.run(["check", "--desk", str(old)]) == 0
    told = capsys.readouterr()
    assert (
        "“old.salesdesk” is of an earlier version of SalesDesk and sound. Opening it brings it up to"
        in told.out
    )
    assert not told.err
    assert cli.run(["check", "--desk", str(old), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["of_earlier_version"], found["undo_log"]) == (True, True, [])
    assert old.read_bytes() == before
