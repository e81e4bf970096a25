"""Tells two spellings of one name to be the same, and from the words of a stage whether a deal is won, lost or open."""

import re
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


_WON = frozenset({
    "won", "closedwon", "gewonnen", "gewonnene", "gagne", "gagnee", "gagnes", "ganado", "ganada", "ganho", "ganha",
    "vinto", "vinta", "vunnen", "vundet", "vunnet", "wygrana", "wygrane", "sold", "verkauft", "vendu",
})  # fmt: skip
_LOST = frozenset({
    "lost", "closedlost", "verloren", "verlorene", "perdu", "perdue", "perdus", "perdido", "perdida", "perso", "persa",
    "forlorad", "tabt", "tapt", "przegrana", "przegrane", "abandoned", "declined", "cancelled", "canceled", "abgelehnt",
    "storniert", "disqualified",
})  # fmt: skip
_OPEN = frozenset({
    "open", "active", "pending", "ongoing", "progress", "new", "offen", "aktiv", "neu", "laufend", "ouvert", "ouverte",
    "encours", "cours", "abierto", "abierta", "aberto", "aberta", "aperto", "aperta",
})  # fmt: skip
_LONGEST_NAME = 5
_EARLY = (
    "prospect",
    "lead",
    "qualif",
    "akquise",
    "new",
    "neu",
    "first",
    "erst",
    "discover",
    "contact",
    "kontakt",
)
_PROPOSAL = ("propos", "quot", "angebot", "offer", "offert", "devis", "oferta", "propuesta")
_LATE = ("negotiat", "verhandl", "contract", "vertrag", "review", "commit", "verbal", "closing", "abschluss")


@cache
def outcome_of(words: str) -> str | None:
    """Gives "won", "lost" or "open" for the name of a stage or a status; None where the words do not say."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    tokens = set(re.findall(r"[a-z]+", plain))
    if not tokens or len(tokens) > _LONGEST_NAME:
        return None
    for outcome, known in (("lost", _LOST), ("won", _WON), ("open", _OPEN)):
        if tokens & known:
            return outcome
    return None


def stage_outcome(name: str) -> str:
    """Gives the outcome a stage of this name stands for; any stage that is neither won nor lost is open."""
    outcome = outcome_of(name)
    return outcome if outcome in ("won", "lost") else "open"


def stage_rank(name: str, outcome: str) -> int:
    """Gives the place of a stage among others: early, middle and late ones, then won, then lost."""
    if outcome != "open":
        return 3 if outcome == "won" else 4
    plain = name.casefold()
    if any(word in plain for word in _EARLY):
        return 0
    return 2 if any(word in plain for word in _LATE) else 1


def is_proposal(name: str) -> bool:
    """Tells from its name whether a stage is one in which a proposal is out."""
    plain = name.casefold()
    return any(word in plain for word in (*_PROPOSAL, *_LATE[:4]))
