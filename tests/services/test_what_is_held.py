"""Holds that the page What is held is made from what the program goes by, and counts this desk."""

import socket
import sys
from pathlib import Path

import pytest

from salesdesk.env.clock import FixedClock
from salesdesk.env.locale import Formats
from salesdesk.model import fields_of, kind_of, models
from salesdesk.model.fields import Audience
from salesdesk.model.team import Salesperson
from salesdesk.services import trash
from salesdesk.services.records import RecordsService
from salesdesk.services.what_is_held import WhatIsHeld, seen_by
from salesdesk.store.desk_file import DeskFile


def page(desk: DeskFile, data: Path) -> dict[str, str]:
    """Gives every line of the page by its label."""
    return {
        line.label: line.words for part in WhatIsHeld(desk, data, Formats()).parts() for line in part.lines
    }


def test_that_every_kind_and_every_private_field_is_told(desk: DeskFile, tmp_path: Path) -> None:
    told = page(desk, tmp_path)
    for kind in models():
        words = told[kind_of(kind).plural]
        shared = fields_of(kind, Audience.SALESPERSON)
        if kind_of(kind).private or not shared:
            assert words.endswith("Yours alone.")
        else:
            assert [f.label for f in fields_of(kind) if f not in shared and f.label not in words] == []
    assert "marked private" in seen_by("note")


def test_that_records_files_and_days_are_those_of_this_desk(
    desk_path: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    desk = DeskFile.open(desk_path, clock, data / "backups")
    with desk.change("Two") as work:
        work.session.add_all([Salesperson(name="Ada"), Salesperson(name="Ben")])
    RecordsService(desk).trash("salesperson", [2])
    desk.back_up(data / "backups")
    (data / "settings.json").write_text("{}")
    (data / "settings.json").chmod(0o644)
    (data / "unknown").write_text("x")
    told = page(desk, data)
    assert told["Salespeople"].startswith("1, and 1 in the Trash.")
    assert str(desk.path) in told["Desk"]
    assert "other users" in told["Settings of this laptop: looks, and which desks were open last"]
    assert "unknown" in told["Other"]
    assert "now 1, the oldest of 11 Nov" in told["Backups"]
    assert "anybody who gets hold of the file" in told["The desk file"]
    assert str(trash.KEPT_DAYS) in told["In the Trash"]
    assert "now 2 since 11 Nov" in told["Steps of undo and history"]
    desk.close()
    private = DeskFile.create(tmp_path / "private.salesdesk", clock, "correct horse battery")
    assert "who knows the passphrase" in page(private, data)["The desk file"]
    private.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell")
def test_that_what_the_program_has_of_a_network_at_the_moment_is_told(desk: DeskFile, tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET):
        told = page(desk, tmp_path)["Over a network"]
    assert "_socket" in told  # of the tests' own run
    assert told.endswith("internet sockets: 1")
