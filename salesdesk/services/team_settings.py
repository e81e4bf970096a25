"""Reads the choices that belong to the desk, by plain SQL because the first screen needs them."""

from collections.abc import Mapping
from typing import Any

from salesdesk.store.desk_file import DeskFile


def team_settings(desk: DeskFile) -> Mapping[str, Any]:
    """Gives the one row of team settings by field name, as stored."""
    return dict(zip(*_keys_and_values(desk), strict=True))


def _keys_and_values(desk: DeskFile) -> tuple[list[str], list[Any]]:
    row = desk.rows("SELECT * FROM team_settings ORDER BY id LIMIT 1")[0]
    return list(row.keys()), list(row)
