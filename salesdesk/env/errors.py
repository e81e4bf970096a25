"""Holds the one error that is not a bug."""


class UserError(Exception):
    """A plain sentence for the person at the screen: what happened, what was kept, what to do."""
