"""Holds the settings of a desk, and its thresholds, to their declarations."""

import pytest

from salesdesk.env.errors import UserError
from salesdesk.model import fields_of
from salesdesk.services.practices import THRESHOLDS
from salesdesk.services.team_settings import team_settings
from salesdesk.services.team_settings_edit import TeamSettingsService
from salesdesk.store.desk_file import DeskFile


def test_that_the_settings_are_those_declared_and_every_threshold(desk: DeskFile) -> None:
    found = team_settings(desk)
    assert {field.name for field in fields_of("team_settings")} <= found.keys()
    assert {key: found[key] for key in THRESHOLDS} == {key: t.default for key, t in THRESHOLDS.items()}
    assert found["currency"] == "USD"


@pytest.mark.parametrize("key", list(THRESHOLDS))
def test_that_a_threshold_is_chosen_within_its_bounds_with_undo_and_no_migration(
    key: str, desk: DeskFile
) -> None:
    threshold, service = THRESHOLDS[key], TeamSettingsService(desk)
    for value in (threshold.low, threshold.high):
        service.edit(key, value if threshold.share else int(value))
        assert team_settings(desk)[key] == value
    with pytest.raises(UserError, match="lies between"):
        service.edit(key, 2.0 if threshold.share else int(threshold.high) + 1)
    assert team_settings(desk)[key] == threshold.high
    assert len(desk.rows("SELECT * FROM threshold")) == 1
    assert desk.undo_name() == f"Change “{threshold.label}”"
    desk.undo()
    desk.undo()
    assert team_settings(desk)[key] == threshold.default
