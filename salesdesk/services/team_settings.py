"""Reads the choices that belong to the desk, by plain SQL because the first screen needs them."""

from collections.abc import Mapping
from typing import Any

from salesdesk.store.desk_file import DeskFile

TeamSettings = Mapping[str, Any]
"""The settings of the team by field name, and every threshold by its key."""


def team_settings(desk: DeskFile) -> TeamSettings:
    """Gives the one row of team settings, with the thresholds as they are chosen, else as they are declared."""
    return desk.kept.get("team settings", lambda: _read(desk))


def _read(desk: DeskFile) -> TeamSettings:
    from salesdesk.services.practices import THRESHOLDS

    row = desk.rows("SELECT * FROM team_settings ORDER BY deleted_at IS NOT NULL, id LIMIT 1")[0]
    chosen = {
        r["key"]: r["value"] for r in desk.rows("SELECT key, value FROM threshold WHERE deleted_at IS NULL")
    }
    limits = {key: t.typed(chosen.get(key, t.default)) for key, t in THRESHOLDS.items()}
    return dict(row) | limits
