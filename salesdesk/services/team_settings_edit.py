"""Changes the settings of the team and holds them within what the arithmetic can bear."""

from typing import Any, Final

from salesdesk.services.changes import Changes
from salesdesk.services.practices import THRESHOLDS, Threshold
from salesdesk.services.records import RecordsService, checked_value
from salesdesk.services.team_settings import TeamSettings, team_settings
from salesdesk.store.desk_file import DeskFile

KIND: Final = "team_settings"


class TeamSettingsService:
    """Reads and edits the settings of the team and its thresholds."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk
        self._records = RecordsService(desk)

    def values(self) -> TeamSettings:
        """Gives the settings and thresholds as they are."""
        return team_settings(self._desk)

    def edit(self, name: str, value: Any) -> Changes:
        """Changes one setting or threshold; raises UserError where the value is out of bounds."""
        if name in THRESHOLDS:
            return self._choose(THRESHOLDS[name], value)
        row = self._records.rows(KIND, limit=1)[0]
        return self._records.edit(KIND, row.id, name, value)

    def _choose(self, threshold: Threshold, value: Any) -> Changes:
        from salesdesk.model.team import ChosenThreshold

        checked = checked_value(threshold.field, value)
        known = self._records.rows("threshold", where={"key": threshold.key}, limit=1)
        with self._desk.change(_("Change “{label}”", label=threshold.label)) as work:
            if known:
                work.session.get_one(ChosenThreshold, known[0].id).value = checked
            else:
                work.session.add(ChosenThreshold(key=threshold.key, value=checked))
        return work.changes
