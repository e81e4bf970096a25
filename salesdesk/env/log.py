"""Writes the log: what the program did and where it failed, never who the people are."""

import logging
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import cast

from salesdesk.env.nameless import told_nameless

LOG_NAME = "salesdesk.log"
LOG_BYTES = 1_000_000
LOG_FILES = 5

_started: list[logging.Handler] = []


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
        handler.setFormatter(NamelessFormatter())
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
    """Formats a record without anybody's words: of what is filled in only numbers and classes, of errors no text."""

    def format(self, record: logging.LogRecord) -> str:
        """Gives the line of a record, and those of the error it is about."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {_said(record)}"
        error = record.exc_info[1] if record.exc_info else None
        lines = told_nameless(error) if error is not None else []
        return "\n".join((line, *lines))


def _said(record: logging.LogRecord) -> str:
    """Gives the sentence as the program has it; what is not written there as it stands may be anybody's."""
    sentence = cast(object, record.msg)
    if not isinstance(sentence, str):
        return type(sentence).__name__
    if not isinstance(record.args, tuple):
        return sentence
    try:
        return sentence % tuple(map(_harmless, record.args))
    except (TypeError, ValueError):
        return sentence


def _harmless(value: object) -> object:
    if isinstance(value, type):
        return value.__qualname__
    return value if isinstance(value, int | float) else "…"
