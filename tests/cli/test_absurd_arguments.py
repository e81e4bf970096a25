"""Absurd arguments and names of files end a command in one sentence, never in a traceback, and change nothing."""

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.app import main
from salesdesk.cli.run import run as cli
from salesdesk.store.desk_file import DeskFile

DEALS = "Deal ID,Owner,Stage,Close date,Amount,Probability\n"


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Takes back what the program sets at its start for all of the process."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = os.umask(0)
    os.umask(before)
    yield
    os.umask(before)


def test_that_a_name_that_is_no_text_is_imported_and_printed(
    tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv"))
    try:
        path.write_text(DEALS + "1,Ada,Won,2026-02-01,10,50%\n")
    except OSError:
        pytest.skip("this system takes only names that are text")
    assert cli(["import", "deals", str(path), "--desk", str(desk_path), "--apply"]) == 0
    assert "caf?.csv" in capsys.readouterr().out
    with closing(DeskFile.open(desk_path)) as desk:
        assert [row["file_name"] for row in desk.rows("SELECT file_name FROM import_batch")] == ["caf?.csv"]


def test_that_a_number_out_of_bounds_is_a_rejected_row(
    tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "quotas.csv"
    path.write_text("Owner,Period,Quota\nAda,2026-Q1,-500\nBo,2026-Q1,500\n")
    assert cli(["import", "quotas", str(path), "--desk", str(desk_path)]) == 0
    assert "Row 2 is left out: “-500” under “Quota”: “Quota” cannot be below zero." in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["sample", "{place}/a.salesdesk", "--today", "9999-12-31"],
        ["sample", "{place}/a.salesdesk", "--today", "0001-01-01"],
        ["metrics", "--desk", "{desk}", "--person", ""], ["metrics", "--desk", "{desk}", "--person", "x" * 10_000],
        ["metrics", "--desk", "{desk}", "--windo", "all"],
        ["report", "review", "--desk", "{desk}", "--person", "", "--out", "{place}/a.pdf"],
    ],
)  # fmt: skip
def test_that_what_nobody_can_mean_is_refused_in_a_sentence(
    arguments: list[str], tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert cli([each.format(place=tmp_path, desk=desk_path) for each in arguments]) in {1, 2}
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert len(said) < 300
    assert sorted(tmp_path.iterdir()) == before


def test_that_pictures_that_cannot_be_written_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["--screens", str(tmp_path / "file" / "inside")]) == 1
    assert "The pictures could not be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "deals", "{deals}", "--desk", "{desk}", "--rejected", "{desk}"],
        ["import", "deals", "{deals}", "--desk", "{desk}", "--rejected", "{deals}"],
        ["report", "practices", "--desk", "{desk}", "--out", "{desk}"],
        ["export", "deals", "--desk", "{desk}", "--out", "{desk}"],
    ],
)
def test_that_no_command_writes_over_the_desk_or_the_file_it_reads(
    arguments: list[str], tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text(DEALS + "1,Ada,Won,2026-02-01,x,50%\n")
    before = deals.read_bytes(), desk_path.read_bytes()
    assert cli([each.format(desk=desk_path, deals=deals) for each in arguments]) in {1, 2}
    assert (deals.read_bytes(), desk_path.read_bytes()) == before
    assert capsys.readouterr().err


ABSURD = ("", " ", "a\0b", "2026-02-30", "x" * 10_000, "🎉\n\u202eabc")


def export_here(folder: Path, monkeypatch: pytest.MonkeyPatch, amount: str) -> Path:
    """Writes an export of one deal into the folder in which the command is started."""
    monkeypatch.chdir(folder)
    deals = folder / "deals.csv"
    deals.write_text(f"{DEALS}1,Ada,Won,2026-02-01,{amount},50%\n")
    return deals


DESK = ["--desk", "{desk}"]
DEALS_OF = ["import", "deals", "{deals}", *DESK]


@pytest.mark.parametrize("value", ABSURD, ids=["empty", "blank", "nul", "day", "long", "turned"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "{value}", "{deals}", *DESK], ["import", "deals", "{value}", *DESK],
        *([*DEALS_OF, option, "{value}"] for option in (
            "--date-order", "--outcome-column", "--amount-column", "--owner-column", "--decimal", "--units",
            "--currency", "--period", "--year", "--headings", "--lines", "--archived", "--same", "--not-same", "--won",
            "--team-of", "--rejected", "--sheet",
        )),
        ["imports", "{value}"], ["imports", "{desk}", "--take-back", "{value}"],
        ["sample", "{place}/new.salesdesk", "--today", "{value}"], ["report", "{value}", *DESK],
        ["report", "review", *DESK, "--out", "{value}"], ["metrics", *DESK, "--window", "{value}"],
        ["metrics", *DESK, "--person", "{value}"], ["export", "{value}", "{place}/o.zip"],
        ["export", "{value}", *DESK, "--out", "{place}/o.csv"], ["export", "deals", *DESK, "--out", "{value}"],
        ["check", "--desk", "{value}"], ["backup", "--desk", "{value}", "--to", "{place}/copies"],
        ["restore", "{value}", "{place}/new.salesdesk"], ["salvage", "{value}", "{place}/new.salesdesk"],
        ["--data-dir", "{place}", "--bogus"], ["metrics"], ["metrics", "--desk"], ["metrics", *DESK, "{value}"],
    ],
    ids=lambda each: " ".join(word for word in each if word not in DESK and word not in ("deals", "{deals}")),
)  # fmt: skip
def test_that_every_refusal_is_one_sentence_of_our_own(
    arguments: list[str], value: str, tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    deals = export_here(tmp_path, monkeypatch, "x")
    known = {"desk": desk_path, "deals": deals, "value": value, "place": tmp_path}
    given = [each.format(**known) for each in arguments]
    with contextlib.suppress(SystemExit):
        assert main(given) in {1, 2}
    *usage, said = capsys.readouterr().err.strip().split("\n")
    assert not usage or usage[0].startswith("usage: salesdesk")
    assert said.endswith(".")
    assert len(said) < 600
    assert not re.search(r"invalid|argument|expected|PosixPath|_day|[\0\u202e]", said)


@pytest.mark.parametrize(
    "arguments",
    [
        ["sample", "-"], ["restore", "{desk}", "-"], ["salvage", "{desk}", "-"], ["backup", *DESK, "--to", "-"],
        [*DEALS_OF[:-1], "-", "--apply"], [*DEALS_OF, "--rejected", "-"], ["export", "-", "o.zip"],
        ["export", "{desk}", "-"], ["export", "deals", *DESK, "--out", "-"],
        ["report", "review", *DESK, "--out", "-"],
    ],
)  # fmt: skip
def test_that_no_command_takes_a_hyphen_for_the_name_of_a_file(
    arguments: list[str], tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    deals = export_here(tmp_path, monkeypatch, "10")
    before = sorted(tmp_path.iterdir())
    given = [each.format(desk=desk_path, deals=deals) for each in arguments]
    with contextlib.suppress(SystemExit):
        assert main(given) in {1, 2}
    assert "“-” is no file" in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("folder", [".", "/", "./", "//", "./."])
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--desk", "{folder}"], ["check", "--desk", "{folder}", "--mend"],
        ["check", "--desk", "{folder}", "--json"], ["metrics", "--desk", "{folder}"], ["imports", "{folder}"],
        ["backup", "--desk", "{folder}", "--to", "copies"], ["export", "{folder}", "o.zip"],
        ["export", "{folder}", "o.sqlite"], ["export", "deals", "--desk", "{folder}", "--out", "o.csv"],
        ["report", "review", "--desk", "{folder}", "--out", "o.pdf"], ["import", "deals", "{folder}", *DESK],
        ["import", "deals", "{deals}", "--desk", "{folder}", "--apply"], ["salvage", "{folder}", "new.salesdesk"],
        ["salvage", "{desk}", "{folder}"], ["restore", "{folder}", "new.salesdesk"],
        ["restore", "{desk}", "{folder}"], ["restore", "--list", "{folder}"], ["sample", "{folder}"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_that_a_folder_without_a_name_is_no_file(
    arguments: list[str], folder: str, tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    deals = export_here(tmp_path, monkeypatch, "10")
    before = sorted(tmp_path.iterdir())
    assert cli([each.format(desk=desk_path, deals=deals, folder=folder) for each in arguments]) in {1, 2}
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert f"“{folder}” is a folder; write the name of a file." in said
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize("option", ["--sheet", "--mapping"])
def test_that_an_empty_name_is_not_taken_for_none(
    option: str,
    value: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deals = export_here(tmp_path, monkeypatch, "10")
    assert cli(["import", "deals", str(deals), "--desk", str(tmp_path / "a.salesdesk"), option, value]) == 2
    assert f"{option}: an empty name means nothing" in capsys.readouterr().err


def test_that_a_name_of_columns_without_end_is_kept_and_told_in_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deals, desk, name = export_here(tmp_path, monkeypatch, "10"), tmp_path / "a.salesdesk", "x" * 10_000
    given = ["import", "deals", str(deals), "--desk", str(desk), "--mapping", name, "--apply"]
    for _again in range(2):
        assert cli(given) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) < 200
    with closing(DeskFile.open(desk)) as opened:
        assert [row["name"] for row in opened.rows("SELECT name FROM import_mapping")] == [name]


def test_that_the_name_of_a_file_does_not_turn_the_sentence_around_in_which_it_is_told(
    tmp_path: Path, desk_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["sample"], ["salvage", str(desk_path)]):
        assert cli([*command, str(tmp_path / f"{command[0]}\u202eabc.salesdesk")]) == 0
        assert f"{command[0]} abc.salesdesk: " in capsys.readouterr().out


def test_that_a_copy_goes_into_the_folder_where_one_stands(
    tmp_path: Path, desk_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copies").mkdir()
    monkeypatch.chdir(tmp_path / "copies")
    assert cli(["backup", "--desk", str(desk_path), "--to", "."]) == 0
    assert list((tmp_path / "copies").rglob("*.salesdesk"))
