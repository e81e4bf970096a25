"""Reads times of day as people type them: "9", "9:30", "14.15", "9h30", "1130"."""

import re
from datetime import time
from typing import Final

from salesdesk.env.errors import UserError

TYPED: Final = re.compile(r"(\d{1,2}):?(\d{2})?")


def parse_typed_time(text: str) -> time:
    """Reads a typed time of day; raises UserError where none can be read."""
    match = TYPED.fullmatch(text.strip().lower().replace(".", ":").replace("h", ":"))
    try:
        if match is not None:
            return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        pass
    raise UserError(f"“{text}” is not a time of day. Try “9:30” or “14:15”.")
