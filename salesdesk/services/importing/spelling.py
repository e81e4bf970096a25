"""Brings names into a form in which two spellings of the same name are equal, and no more than that."""

import unicodedata
from functools import cache


@cache
def spelling_key(name: str) -> str:
    """Gives a name without case, spaces and punctuation: “GTX Pro” and “gtx-pro” are the same name.

    Letters and digits all count, accents too, so that nothing is guessed.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(sign for sign in plain if sign.isalnum())
    return kept or plain.strip()
