"""Names who may be looking at the screen; what can be done and shown follows from it."""

from enum import Flag, auto


class Sight(Flag):
    """What is in sight, and so for whose eyes the screen is.

    `OWN` is the manager's own side of a one-on-one, `SHARED` the side both read, `COVERED` every page that asks for
    the laptop to be turned back, `LOCKED` the lock in front of everything; `BUSY` stands between two desks.
    """

    START = auto()
    DESK = auto()
    OWN = auto()
    SHARED = auto()
    CURTAIN = auto()
    COVERED = auto()
    BUSY = auto()
    LOCKED = auto()


UNLOCKED = Sight.START | Sight.DESK | Sight.OWN | Sight.SHARED | Sight.CURTAIN
"""Somebody is there and has something before them; behind a lock or a cover no command runs."""
UNSEEN = Sight.COVERED | Sight.LOCKED
"""Nothing of the desk is in sight."""
MANAGER = Sight.START | Sight.DESK | Sight.OWN | Sight.BUSY
"""The manager alone looks."""
TALK = Sight.OWN | Sight.SHARED | Sight.CURTAIN
"""A one-on-one has the window."""
AT_START = Sight.START | Sight.DESK
"""What stands before a file is open as well."""
