"""Walks through every screen of the sample team and looks at it with a tired manager's eyes."""

import importlib.util
from pathlib import Path

import pytest

from salesdesk.gui.screens import LOOKS, screens
from salesdesk.gui.tour import Look, Tour


def _faults_module():
    spec = importlib.util.spec_from_file_location(
        "screen_faults", Path(__file__).with_name("screen_faults.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LEAST = {"small", "dark", "zoom200"}
"""The looks in which most is at fault; the others take as long again."""
WALKED = [each if each.name in LEAST else pytest.param(each, marks=pytest.mark.long) for each in LOOKS]


@pytest.mark.parametrize("look", WALKED, ids=[each.name for each in LOOKS])
def test_that_every_screen_opens_with_nothing_cut_covered_or_nameless(tour: Tour, look: Look) -> None:
    tour.choose(look)
    faults = _faults_module().faults
    found = [f"{name}: {fault}" for name, widget in screens(tour) for fault in faults(widget)]
    assert not tour.failures
    assert not found, "\n" + "\n".join(found)
