"""The command line: exit codes, one sentence for a refusal, and commands that change nothing they should not."""

import argparse
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from salesdesk.cli import COMMANDS
from salesdesk.cli import run as cli
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile


def fingerprint(path: Path) -> bytes:
    return path.read_bytes()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_that_every_command_tells_how_it_is_used(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([name, "--help"]) == 0
    assert f"usage: salesdesk {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["export", "unicorns", "--desk", "d", "--out", "f.csv"],
        ["export", "deals", "--desk", "d", "--out", "f.pdf"],
        ["dance"],
        [],
    ],
)
def test_that_wrong_use_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    assert "usage: salesdesk" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--desk", "{}"],
        ["backup", "--desk", "{}", "--to", "copies"],
        ["export", "deals", "--desk", "{}", "--out", "f.csv"],
        ["metrics", "--desk", "{}"],
    ],
)
def test_that_a_file_that_is_no_desk_is_refused_in_one_sentence_and_left_alone(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    foreign = tmp_path / "diary.salesdesk"
    foreign.write_text("dear diary")
    assert cli.run([word.format(foreign) for word in arguments]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "not a SalesDesk file" in said.err
    assert [each.name for each in tmp_path.iterdir()] == ["diary.salesdesk"]
    assert foreign.read_text() == "dear diary"


def test_that_export_writes_what_is_asked_for(
    sample_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "people.csv"
    assert cli.run(["export", "people", "--desk", str(sample_path), "--out", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    assert capsys.readouterr().out == f"{out}: {len(people)} salespeople\n"
    assert "My own summary" not in people[0]
    assert cli.run(["export", "salesperson", "--desk", str(sample_path), "--out", str(out), "--private"]) == 0
    assert "My own summary" in out.read_text("utf-8")


def test_that_check_finds_a_sound_desk_sound_and_changes_nothing(
    sample_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = fingerprint(sample_path)
    assert cli.run(["check", "--desk", str(sample_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sound"]
    assert found["schema"] == found["newest_schema"]
    assert found["records"]["opportunity"] > 0
    assert found["quick_check"] == []
    assert cli.run(["check", "--desk", str(sample_path)]) == 0
    assert "Deals" in capsys.readouterr().out
    assert fingerprint(sample_path) == before


def test_that_check_counts_the_trash_apart(desk_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from salesdesk.services.records import RecordsService

    desk = DeskFile.open(desk_path)
    records = RecordsService(desk)
    for name in ("Birchwood Foods", "Tallis Cheese"):
        changes = records.add("account", {"name": name})
    records.trash("account", [changes.new_id("account")])
    desk.close()
    assert cli.run(["check", "--desk", str(desk_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["records"]["account"] == 1
    assert found["in_trash"] == {"account": 1}


def test_that_check_finds_a_reference_to_nothing(desk_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = connect(desk_path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        "INSERT INTO gate (stage_id, name, position, created_at, changed_at) VALUES (77, 'x', 1, '', '')"
    )
    connection.close()
    assert cli.run(["check", "--desk", str(desk_path)]) == 1
    said = capsys.readouterr()
    assert "refers to a stage that is not there" in said.out
    assert said.err.count("\n") == 1
    assert "--mend" in said.err, "every record can be read"


def test_that_check_finds_a_torn_page(sample_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sample_path.open("r+b") as file:
        file.seek(sample_path.stat().st_size // 2)
        file.write(b"\xff" * 8192)
    assert cli.run(["check", "--desk", str(sample_path)]) == 1
    assert "is damaged" in capsys.readouterr().err


def test_that_a_backup_of_an_open_desk_holds_what_was_just_written(
    desk_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from salesdesk.services.records import RecordsService

    desk = DeskFile.open(desk_path)
    RecordsService(desk).add("account", {"name": "Birchwood Foods"})
    assert cli.run(["backup", "--desk", str(desk_path), "--to", str(tmp_path / "stick")]) == 0
    desk.close()
    copy = Path(capsys.readouterr().out.strip())
    assert copy.parent == tmp_path / "stick"
    kept = DeskFile.open(copy)
    assert [row["name"] for row in kept.rows("SELECT name FROM account")] == ["Birchwood Foods"]
    kept.close()


def test_that_a_reader_who_has_seen_enough_is_not_complained_to(sample_path: Path) -> None:
    program = f"from salesdesk.cli.run import run; import sys; sys.exit(run(['check', '--desk', {str(sample_path)!r}]))"
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert complaint == ""


def test_that_a_program_without_a_console_does_what_it_was_told(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)  # as Windows starts the window
    assert cli.run(["check", "--desk", str(sample_path)]) == 0


def test_that_a_reader_who_has_heard_enough_is_no_trouble_with_the_desk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def _print_on(*_: object) -> int:
        raise BrokenPipeError

    desk = argparse.Namespace(desk=tmp_path / "new.salesdesk")
    with pytest.raises(BrokenPipeError):
        cli.carry_out(_print_on, desk, io.StringIO(), io.StringIO())
    assert "no cause could be looked for" not in caplog.text
