"""Shortens somebody's words for a narrow place, such as a menu or the name of a file."""

IN_A_MENU = 40
IN_A_HEADING = 60
IN_A_FILE = 150
"""Bytes: systems bound a name to 255 of them, and some files beside a desk and backups have its name and more."""
NO_FILE = '/\\:*?"<>|'
"""Signs that no name of a file has on some system."""


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


def name_for_file(text: str, otherwise: str) -> str:
    """Gives a text as the name of a file on any system, without its ending; `otherwise` where nothing is left of it."""
    seen = "".join(sign for sign in text[:IN_A_FILE] if sign not in NO_FILE and sign.isprintable())
    return seen.encode()[:IN_A_FILE].decode(errors="ignore").strip(" .") or otherwise
