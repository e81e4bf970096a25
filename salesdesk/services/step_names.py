"""Names what a step of undo was about, in a few words."""

LONGEST = 40


def quoted(text: str) -> str:
    """Gives a text in quotation marks, on one line and cut where it is too long for a menu."""
    words = " ".join(text.split())
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}”"
