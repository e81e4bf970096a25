"""Commands get the passphrase of a desk from a file or the terminal, never from an argument, and say what it costs."""

import io
import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from salesdesk.cli import run as cli
from salesdesk.cli import unlocking
from salesdesk.store.keys import forget_keys, is_private
from tests.private import TOKEN, WORDS, filled, quick_keys

pytestmark = pytest.mark.usefixtures("quick_keys")
__all__ = ["quick_keys"]
LOCKED = 3


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "a.salesdesk"
    filled(path).close()
    return path


def kept_in(folder: Path, words: str, mode: int = 0o600) -> str:
    path = folder / f"words-{abs(hash(words))}"
    path.write_text(f"{words}\nnot this line\n", encoding="utf-8")
    path.chmod(mode)
    return str(path)


def run(*arguments: str) -> int:
    """Carries out a command as a process of its own would, which knows no key."""
    forget_keys()
    return cli.run(arguments)


@pytest.mark.usefixtures("qapp")
def test_that_every_command_opens_a_desk_by_a_file_and_refuses_without_or_with_a_wrong_one(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, wrong, at = kept_in(tmp_path, WORDS), kept_in(tmp_path, "wrong"), str(desk)
    before = desk.read_bytes()
    for number, command in enumerate(
        (
            ["metrics", "--desk", at], ["check", "--desk", at], ["imports", at],
            ["backup", "--desk", at, "--to", str(tmp_path / "copies")],
            ["export", "salespeople", "--desk", at, "--out", str(tmp_path / "a.csv")],
            ["export", at, str(tmp_path / "a.zip")], ["export", at, str(tmp_path / "a.sqlite")],
            ["salvage", at, str(tmp_path / "saved.salesdesk")], ["restore", at, str(tmp_path / "new.salesdesk")],
            ["report", "practices", "--desk", at, "--out", str(tmp_path / "a.pdf")],
        )
    ):  # fmt: skip
        if number < 4:
            assert run(*command) == LOCKED
            assert "--passphrase-file" in capsys.readouterr().err
            assert run(*command, "--passphrase-file", wrong) == LOCKED
            said = capsys.readouterr().err
            assert "not the passphrase of “a.salesdesk”" in said
            assert "wrong" not in said
        assert desk.read_bytes() == before or number > 4
        assert run(*command, "--passphrase-file", right) == 0, command
    assert is_private(tmp_path / "saved.salesdesk")
    assert is_private(tmp_path / "new.salesdesk")
    assert all(is_private(each) for each in (tmp_path / "copies").glob("*.salesdesk"))
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as plain:
        assert plain.execute("SELECT name FROM salesperson").fetchone()[0] == TOKEN
    said = capsys.readouterr().err
    assert said.count("does not cover this file") == 4


def test_that_an_archive_and_a_sample_become_private_where_a_passphrase_is_given(
    desk: Path, tmp_path: Path
) -> None:
    words = kept_in(tmp_path, WORDS)
    archive, new, sample = tmp_path / "a.zip", tmp_path / "new.salesdesk", tmp_path / "sample.salesdesk"
    assert run("export", str(desk), str(archive), "--passphrase-file", words) == 0
    assert run("restore", str(archive), str(new), "--passphrase-file", words) == 0
    assert run("sample", str(sample), "--passphrase-file", words) == 0
    for path in (new, sample):
        assert is_private(path)
        assert run("check", "--desk", str(path), "--passphrase-file", words) == 0


def test_that_a_passphrase_is_set_changed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, first, second = tmp_path / "a.salesdesk", kept_in(tmp_path, WORDS), kept_in(tmp_path, "second one")
    filled(path, "").close()
    set_it = ["passphrase", str(path), "--set"]
    assert run(*set_it) == 1
    assert run(*set_it, "--new-passphrase-file", first) == 0
    said = capsys.readouterr()
    assert "cannot be brought back" in said.out
    assert "written over" in said.err
    assert is_private(path)
    assert run(*set_it, "--new-passphrase-file", first, "--passphrase-file", first) == 1
    assert run("passphrase", str(path), "--recovery-key", "--passphrase-file", first) == 0
    recovery = kept_in(tmp_path, capsys.readouterr().out.strip())
    change = ["passphrase", str(path), "--change", "--new-passphrase-file", second]
    assert run(*change, "--passphrase-file", second) == LOCKED
    assert run(*change, "--passphrase-file", recovery) == 0
    assert run("check", "--desk", str(path), "--passphrase-file", first) == LOCKED
    assert run("passphrase", str(path), "--remove", "--passphrase-file", second) == 0
    assert not is_private(path)
    assert run("check", "--desk", str(path)) == 0
    assert run("passphrase", str(path), "--remove", "--new-passphrase-file", second) == 2


def test_that_it_is_asked_at_the_terminal_and_read_from_the_standard_input(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["wrong", WORDS])
    monkeypatch.setattr(unlocking, "getpass", lambda *_words: next(answers))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert run("metrics", "--desk", str(desk)) == 0
    assert "Try again" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORDS}\n"))
    assert run("metrics", "--desk", str(desk), "--passphrase-file", "-", "--json") == 0
    assert json.loads(capsys.readouterr().out)
    for words, why in (
        ("half a letter \udcff", "could not be read"),
        ("x" * 40_000, "longer than 32,767 signs"),
    ):
        monkeypatch.setattr(sys, "stdin", io.StringIO(words))
        assert run("metrics", "--desk", str(desk), "--passphrase-file", "-") == 1
        assert why in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="rights of files are told otherwise there")
def test_that_a_file_others_can_read_is_told_and_one_that_is_empty_or_not_there_is_refused(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check = ["check", "--desk", str(desk), "--passphrase-file"]
    assert run(*check, kept_in(tmp_path, WORDS, 0o644)) == 0
    assert "can be read by others" in capsys.readouterr().err
    assert run(*check, kept_in(tmp_path, "")) == 1
    assert run(*check, str(tmp_path / "nowhere")) == 1
    (tmp_path / "picture").write_bytes(b"\xff\xfe\x00\xd8")
    (tmp_path / "picture").chmod(0o600)
    assert run(*check, str(tmp_path / "picture")) == 1
