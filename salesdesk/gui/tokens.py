"""Names the colours of the program by what they mean, for light, dark and high contrast."""

from typing import Final

from salesdesk.frozen import frozen


@frozen(kw_only=True)
class Tokens:
    """One set of colours; the style sheet and the charts are both made from it.

    An `edge` goes round what lies over other things for a moment, such as a menu or the list of a box.
    The `_soft` colours are grounds for pills and banners, and their text is the colour they belong to.
    `series` are the further colours of a chart, to be told apart in grey as well.
    """

    name: str
    window: str
    panel: str
    card: str
    field: str
    hover: str
    border: str
    edge: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    accent_mid: str
    soon: str
    soon_soft: str
    soon_mark: str
    late: str
    late_soft: str
    neutral_soft: str
    selection: str
    focus: str
    series: tuple[str, ...]
    border_width: int = 1


LIGHT: Final = Tokens(
    name="light",
    window="#f8fafc", panel="#ffffff", card="#ffffff", field="#ffffff", hover="#eef2f6",
    border="#dbe2ea", edge="#aab6c4", line="#e8edf2",
    text="#1e2733", muted="#5f6b7a",
    accent="#0f766e", on_accent="#ffffff", accent_hover="#0b5f59", accent_text="#0f766e",
    accent_soft="#d6efeb", accent_mid="#9bd3ca",
    soon="#a84a08", soon_soft="#fdeed8", soon_mark="#d97706",
    late="#b3211f", late_soft="#fde5e4",
    neutral_soft="#edf1f5", selection="#d6efeb", focus="#0f766e",
    series=("#0f766e", "#d97706", "#6d5bd0", "#2f6fc4", "#b8326f", "#64748b"),
)  # fmt: skip

DARK: Final = Tokens(
    name="dark",
    window="#14181d", panel="#1a1f26", card="#1f252d", field="#181d23", hover="#29313b",
    border="#39434f", edge="#66727f", line="#2c343e",
    text="#e8ecf1", muted="#a2adba",
    accent="#147f76", on_accent="#ffffff", accent_hover="#178a80", accent_text="#5cc9bd",
    accent_soft="#173f3c", accent_mid="#2f6f69",
    soon="#f3b463", soon_soft="#43301a", soon_mark="#e39a35",
    late="#ff9d97", late_soft="#4a2524",
    neutral_soft="#2d353f", selection="#1c4a46", focus="#5cc9bd",
    series=("#4fbfb3", "#e39a35", "#a99cf0", "#7fb0ee", "#ec86b4", "#94a3b8"),
)  # fmt: skip

CONTRAST: Final = Tokens(
    name="contrast",
    window="#000000", panel="#000000", card="#000000", field="#000000", hover="#2b2b2b",
    border="#ffffff", edge="#ffffff", line="#8c8c8c",
    text="#ffffff", muted="#e6e6e6",
    accent="#40e8d8", on_accent="#000000", accent_hover="#8ef4ea", accent_text="#40e8d8",
    accent_soft="#003f3a", accent_mid="#1fa79b",
    soon="#ffd166", soon_soft="#3d2c00", soon_mark="#ffd166",
    late="#ff9a9a", late_soft="#4d0000",
    neutral_soft="#262626", selection="#00584f", focus="#ffff00",
    series=("#40e8d8", "#ffd166", "#c9b8ff", "#8ecbff", "#ff9ad1", "#ffffff"),
    border_width=2,
)  # fmt: skip

PERSON_COLOURS: Final = (
    "#0f766e", "#7c3aed", "#b45309", "#2563eb", "#be185d", "#0369a1",
    "#4d7c0f", "#9f1239", "#475569", "#a21caf", "#15803d", "#854d0e",
)  # fmt: skip
"""Grounds of the badges of people: white initials are legible on each of them."""
