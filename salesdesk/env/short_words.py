"""Shortens somebody's words for a narrow place, such as a menu."""

IN_A_MENU = 40


def shortened(text: str, longest: int) -> str:
    """Gives a text on one line, with an ellipsis for what is longer than `longest` signs."""
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def brief(text: str) -> str:
    """Gives a text as a sentence may repeat it, however much was typed or pasted."""
    return shortened(text, IN_A_MENU)


def quoted(text: str) -> str:
    """Gives a text in quotation marks, short enough to name a step of undo."""
    return f"“{brief(text)}”"


def harmless_name(text: str) -> str:
    """Gives a name that somebody else chose as a sentence may repeat it: brief, and with no sign that is not seen.

    Such signs would turn the words around it, or begin a line of their own.
    """
    signs = (sign if sign.isprintable() else "\ufffd" for sign in text[: 2 * IN_A_MENU])
    return brief("".join(signs))
