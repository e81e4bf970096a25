"""The commands for scripts: the same services as the window's, without a window."""

from salesdesk.cli.run import run

__all__ = ["run"]
