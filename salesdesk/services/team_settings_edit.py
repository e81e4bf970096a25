"""Changes the settings of the team and holds them within what the arithmetic can bear."""

from typing import Any, Final

from salesdesk.env.errors import UserError
from salesdesk.model import field_of
from salesdesk.practice.rounding import percent_words
from salesdesk.services.changes import Changes
from salesdesk.services.records import RecordRow, RecordsService

KIND: Final = "team_settings"
CURRENCY_LETTERS: Final = 3
LIMITS: Final[dict[str, tuple[float, float]]] = {
    "fiscal_year_start": (1, 12),
    "session_minutes": (5, 240),
    "review_days": (1, 730),
    "formal_review_days": (1, 730),
    "development_share_floor": (0, 1),
    "development_gap_days": (1, 730),
    "development_minutes": (1, 600),
    "development_weeks": (1, 52),
    "open_development_limit": (1, 50),
    "open_sales_limit": (1, 100),
    "coverage_target": (1, 20),
    "prior_weight": (0, 1000),
    "ratio_days": (7, 1100),
}


class TeamSettingsService:
    """Reads and edits the one row of team settings."""

    def __init__(self, records: RecordsService) -> None:
        self._records = records

    def row(self) -> RecordRow:
        """Gives the settings as they are."""
        return self._records.rows(KIND, limit=1)[0]

    def edit(self, name: str, value: Any) -> Changes:
        """Changes one setting; raises UserError where the value is out of bounds."""
        return self._records.edit(KIND, self.row().id, name, _checked(name, value))


def currency_named(text: str) -> str:
    """Gives the code of a currency as it is kept; raises UserError where it cannot be one."""
    code = text.strip().upper()
    if len(code) != CURRENCY_LETTERS or not (code.isalpha() and code.isascii()):
        raise UserError("“Currency” is three letters, such as USD or EUR.")
    return code


def _checked(name: str, value: Any) -> Any:
    label = field_of(KIND, name).label
    if name == "currency":
        try:
            return currency_named(str(value or ""))
        except UserError as error:
            raise UserError(f"{error} The old value was kept.") from error
    low, high = LIMITS.get(name, (None, None))
    if low is not None and high is not None and value is not None and not low <= value <= high:
        percent = high == 1
        span = f"{percent_words(low)} and {percent_words(high)}" if percent else f"{low:g} and {high:g}"
        raise UserError(f"“{label}” lies between {span}. The old value was kept.")
    return value
