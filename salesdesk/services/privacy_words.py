"""Says in sentences what a passphrase costs, what it does not reach, and which files it does not cover."""

from collections.abc import Sequence

from salesdesk.services.privacy import OtherBackup
from salesdesk.store.desk_file import DeskFile

COST = _(
    "A forgotten passphrase cannot be brought back by anybody: without it, or the recovery key on paper, what is in "
    "the desk is lost."
)
"""What is said before a desk gets a passphrase."""
MADE_PRIVATE = _("has a passphrase now. {cost}", cost=COST)
CHANGED = _("has another passphrase now, and another recovery key: the one on paper opens it no more.")
MADE_PUBLIC = _("has no passphrase any more: everybody can read it who has the file.")
WRITTEN_OVER = _(
    "The file as it was before was written over, as far as the system and the disk let that be done."
)
UNCOVERED = _("The passphrase of the desk does not cover this file: everybody can read it who has it.")
"""What is said of a file that leaves a desk with a passphrase, such as a print or an export."""


def with_uncovered(said: str, desk: DeskFile) -> str:
    """Says of a file that left a desk, after what is `said` of it, that a passphrase does not cover it."""
    return f"{said} {UNCOVERED}" if desk.hold.seal.private else said


def backups_words(found: Sequence[OtherBackup]) -> str:
    """Says how many backups the passphrase of now does not open, and until when they stay; empty for none."""
    said = [
        _kind_words([each for each in found if each.private is private], private=private)
        for private in (False, True)
    ]
    return " ".join(filter(None, said))


def _kind_words(found: Sequence[OtherBackup], *, private: bool) -> str:
    if not found:
        return ""
    said = (
        n_(
            "1 backup opens with an earlier passphrase only.",
            "{number} backups open with an earlier passphrase only.",
            len(found),
        )
        if private
        else n_(
            "1 backup of before can be read by everybody who has it.",
            "{number} backups of before can be read by everybody who has them.",
            len(found),
        )
    )
    days = [each.until for each in found if each.until is not None]
    if days:
        said += " " + _("If you work every day, the last to go goes on {day:%Y-%m-%d}.", day=max(days))
    if forever := len(found) - len(days):
        said += " " + n_(
            "1 stays until you delete it, in {folder}.",
            "{number} stay until you delete them, in {folder}.",
            forever,
            folder=found[0].path.parent,
        )
    return said
