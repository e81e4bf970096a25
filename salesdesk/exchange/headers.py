"""Brings the names of columns into one form, so that “SalesPersonID” and “sales_person id” are the same name."""

import re
import unicodedata
from functools import cache

_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_NO_LETTER = re.compile(r"[\W_]+")


@cache
def normalised(header: str) -> str:
    """Gives a column's name in small letters without accents, its words parted by one space."""
    words = _NO_LETTER.sub(" ", _CAMEL.sub(" ", header))
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
