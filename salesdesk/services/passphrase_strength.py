"""Says in words how long a passphrase would hold against somebody who has the file and tries."""

from typing import Final

from salesdesk.frozen import frozen

LONGEST: Final = 1024
"""The most letters of a passphrase."""
_LOOKED_AT: Final = 72
"""The estimator takes very long for more; what is left out can only make a passphrase stronger."""
_LEVELS: Final = (
    _("Guessed at once."),
    _("Guessed within minutes."),
    _("Guessed within days: enough against a curious person, not against one who wants to know."),
    _("Holds for months or years."),
    _("Holds for centuries."),
)
_ADVICE: Final = {
    "dictionary": _(
        "One word, a name or a usual password is tried first. "
        "Four or more words that have nothing to do with each other are better."
    ),
    "spatial": _("Keys beside each other are tried first. Words are better."),
    "repeat": _("Saying the same again adds next to nothing."),
    "sequence": _("Letters or digits in their order are tried first."),
    "date": _("Dates and years are tried first."),
    "regex": _("Dates and years are tried first."),
    "bruteforce": _("Longer is better: four or more words that have nothing to do with each other."),
}  # fmt: skip
GOOD: Final = 3
"""From this level on nothing is advised."""


@frozen
class PassphraseStrength:
    """How strong a passphrase is: a `level` from 0 to 4, what that means, and what would help, if anything would."""

    level: int
    words: str
    advice: str


def strength_of(passphrase: str, known: tuple[str, ...] = ()) -> PassphraseStrength:
    """Estimates a passphrase; what is `known` of the desk, such as its name, counts as a word that is tried first.

    Counted for one try in a tenth of a millisecond, which is far quicker than a desk lets anybody try.
    Source: zxcvbn, whose levels are 10^3, 10^6, 10^8 and 10^10 guesses.
    """
    from zxcvbn import zxcvbn  # 0.1 s, once somebody types

    found = zxcvbn(passphrase[:_LOOKED_AT], user_inputs=list(known))
    level = int(found["score"])
    # The first part that is known to be tried is what should go.
    patterns: list[str] = [part["pattern"] for part in found["sequence"]]
    advice = _ADVICE[next((each for each in patterns if each != "bruteforce"), "bruteforce")]
    return PassphraseStrength(level, _LEVELS[level], "" if level >= GOOD else advice)
