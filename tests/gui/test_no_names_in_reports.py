"""Neither the log nor the report of a bug holds a word that somebody typed, or the name of a file, whatever fails."""

import codecs
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from salesdesk.env.log import start_log, stop_log
from salesdesk.env.nameless import told_nameless
from salesdesk.gui.errors import ErrorReporter, ReportDialog
from salesdesk.gui.prompts import Prompts
from salesdesk.model.team import Salesperson
from salesdesk.store.connection import connect
from salesdesk.store.desk_file import DeskFile

PLANTED = (
    "Zwetschke", "Quittenmus", "Rhabarber", "Mirabelle", "Holunder", "Schlehen", "Berberitze", "Sanddorn", "Hagebutte",
    "Preiselbeere", "Kornelkirsche", "Felsenbirne",
)  # fmt: skip
(PERSON, DEAL, FILE, FOLDER, TYPED, PARAMETER, CELL, TITLE, KEY, NOTE, CAUSE, COLUMN) = PLANTED


def errors(desk: DeskFile, folder: Path) -> Iterator[Callable[[], Any]]:
    """Gives what fails, each with planted words in what is said of it or in what it was at."""
    there = folder / FOLDER / f"{FILE}.salesdesk"

    def add_twice() -> None:
        with desk.change(f"Add {PERSON}") as work:
            for name in (PERSON, DEAL):
                work.session.execute(
                    text("INSERT INTO team_settings (id, team_name) VALUES (1, :name)"), {"name": name}
                )

    def statement() -> None:
        with desk.change(f"Change {DEAL}") as work:
            work.session.execute(text(f"UPDATE {COLUMN} SET name = :name"), {"name": PARAMETER})

    def of_a_value() -> None:
        with desk.change("Add") as work:
            work.session.add(Salesperson(name=TYPED, joined_on=CELL))

    def led_to() -> None:
        try:
            float(CAUSE)
        except ValueError as error:
            error.add_note(NOTE)
            raise RuntimeError(f"window “{TITLE}”") from error

    def together() -> None:
        raise ExceptionGroup(TITLE, [ValueError(CELL), OSError(2, NOTE, there)])

    def unwritten() -> None:
        getattr(object(), TYPED)

    yield add_twice
    yield statement
    yield of_a_value
    yield led_to
    yield together
    yield unwritten
    yield there.read_bytes
    yield lambda: connect(there)
    yield lambda: {PERSON: DEAL}[KEY]
    yield lambda: int(CELL)
    yield lambda: date.fromisoformat(CELL)
    yield lambda: json.loads(f"[{TYPED}")
    yield lambda: TITLE.encode("ascii", NOTE).decode() and codecs.lookup(COLUMN)
    yield lambda: [*subprocess.run([str(there), DEAL], check=True).args]
    yield lambda: compile(f"{TYPED} {CELL}", str(there), "exec")


def test_that_neither_the_log_nor_any_report_holds_a_planted_word(
    desk: DeskFile, qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle(TITLE)
    reporter = ErrorReporter(window, Prompts(window))
    log = start_log(tmp_path)
    met = count()
    for each in errors(desk, tmp_path):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - of whatever kind
            each()
        if "UserError" not in str(caught.type.__mro__):
            reporter.show(caught.value)
            next(met)
    stop_log()
    reports = [each.findChild(QPlainTextEdit).toPlainText() for each in window.findChildren(ReportDialog)]
    said = log.read_text(encoding="utf-8")
    assert said.count("unexpected error") == len(reports) == next(met) > 12
    for told in (said, *reports):
        assert [
            word for word in (*PLANTED, tmp_path.name, str(Path.home())) if word.lower() in told.lower()
        ] == []
    assert "FileNotFoundError (ENOENT)" in said
    assert "which led to" in said


def test_that_a_command_that_fails_in_an_unknown_way_tells_of_it_without_words() -> None:
    program = (
        "from salesdesk import app; from salesdesk.cli import run\n"
        f"def fail(*_given): raise ValueError('{PERSON}')\n"
        "run.carry_out = fail\n"
        f"app.main(['check', '--desk', '{FILE}.salesdesk'])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "SalesDesk" in ran.stderr
    assert "ValueError\n  __main__:" in ran.stderr
    assert PERSON not in ran.stderr
    assert FILE not in ran.stderr


def test_that_what_calls_itself_without_end_is_told_in_few_lines() -> None:
    def again(left: int) -> None:
        if not left:
            raise KeyError
        again(left - 1)

    with pytest.raises(KeyError) as caught:
        again(200)
    lines = told_nameless(caught.value)
    assert len(lines) < 60
    assert any("more" in line for line in lines)


def test_that_a_name_of_the_program_that_is_missing_is_told() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = PERSON.no_such_act
    assert told_nameless(caught.value)[0] == "AttributeError (no_such_act)"
