"""Holds the typed settings of a desk to their declaration in the model."""

from salesdesk.model import fields_of
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile


def test_that_the_settings_have_the_types_and_the_names_of_their_declaration(desk: DeskFile) -> None:
    assert list(TeamSettings.__annotations__) == [field.name for field in fields_of("team_settings")]
    assert team_settings(desk)["development_share_floor"] == 0.3
    assert team_settings(desk)["currency"] == "USD"
