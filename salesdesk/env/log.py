"""Writes the log: what the program did and where it failed, never who the people are."""

import logging
import re
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

LOG_NAME = "salesdesk.log"
LOG_BYTES = 1_000_000
LOG_FILES = 5

# What stands in quotes is somebody's name or somebody's words; SQLAlchemy adds the values of a statement.
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"\n]*\"|'[^'\n]*'")
_STATEMENT_VALUES = re.compile(r"\[parameters: .*\]", re.DOTALL)

_started: list[logging.Handler] = []
_ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def start_log(folder: Path, *, debug: bool = False) -> Path:
    """Starts logging into a folder and gives the file; `debug` notes every step and also shows it.

    The program has one log: one that was started before ends.
    """
    stop_log()
    path = folder / LOG_NAME
    handlers: list[logging.Handler] = [LogFile(path, encoding="utf-8", errors="backslashreplace", delay=True)]
    if debug:
        handlers.append(logging.StreamHandler())
    root = logging.getLogger("salesdesk")
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    _started.extend(handlers)
    for handler in handlers:
        handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
    return path


def stop_log() -> None:
    """Closes the log, so that its file can be moved or deleted; whoever else listens goes on."""
    while _started:
        handler = _started.pop()
        logging.getLogger("salesdesk").removeHandler(handler)
        handler.close()


class LogFile(logging.FileHandler):
    """Writes into a file and begins a new one where it has grown large; the oldest of a few goes.

    Python's own handler that does so brings sockets and mail into every start.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Writes a record, into a new file where the old one would grow too large."""
        try:
            if (
                self.stream is not None
                and self.stream.tell() + len(f"{self.format(record)}\n".encode(errors="replace")) > LOG_BYTES
            ):
                self._turn_over()
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Is silent where the disk does not take the log, such as a full one: all that is lost is what it would say."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        """Closes the file, whatever the disk has not taken of it."""
        with suppress(OSError):
            super().close()

    def _turn_over(self) -> None:
        self.stream.close()  # pyright: ignore[reportOptionalMemberAccess]
        files = [Path(self.baseFilename), *(Path(f"{self.baseFilename}.{n + 1}") for n in range(LOG_FILES))]
        for newer, older in reversed(list(pairwise(files))):
            if newer.exists():
                newer.replace(older)
        self.stream = self._open()


class NamelessFormatter(logging.Formatter):
    """Formats a record without the home folder and without anything that stands in quotes."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = without_names(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _ExceptionInfo) -> str:
        """Gives the traceback, whose last lines, the errors' own words, are cleaned of names."""
        lines = super().formatException(ei).splitlines()
        return "\n".join(line if line.startswith("  ") else without_names(line) for line in lines)


def without_names(text: str) -> str:
    """Gives a text with the home folder as `~`, quoted words as “…” and a statement's values left out."""
    text = text.replace(str(Path.home()), "~")
    text = _STATEMENT_VALUES.sub("[parameters left out]", text)
    return _QUOTED.sub("“…”", text)
