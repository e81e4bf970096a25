"""What the log tells, and whom it never names."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesdesk.env.log import LOG_BYTES, LOG_FILES, LOG_NAME, start_log, stop_log

logger = logging.getLogger("salesdesk.somewhere")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    yield start_log(tmp_path)
    stop_log()


def test_that_the_log_says_where_and_what(log: Path) -> None:
    logger.info("import applied, %s rows", 8800)
    assert "INFO salesdesk.somewhere import applied, 8800 rows" in log.read_text(encoding="utf-8")


def test_that_the_log_names_nobody(log: Path) -> None:
    name = "Mira Holm"
    logger.info("step “Add strength of %s” by %s took %s ms", name, ValueError, 12)
    logger.warning(ValueError(name))
    try:
        raise ValueError(f"no salesperson {name!r}\nDETAIL “{name}”")
    except ValueError:
        logger.exception("could not open ‘%s’", name)
    text = log.read_text(encoding="utf-8")
    assert "Mira" not in text
    assert "step “Add strength of …” by ValueError took 12 ms" in text
    assert "WARNING salesdesk.somewhere ValueError\n" in text
    assert "could not open ‘…’\nValueError\n" in text


def test_that_a_traceback_says_where_in_the_program_but_of_no_folder(log: Path) -> None:
    try:
        Path("gone", "Mira").read_text(encoding="utf-8")
    except FileNotFoundError:
        logger.exception("bug")
    text = log.read_text(encoding="utf-8")
    assert "FileNotFoundError (ENOENT)\n" in text
    assert "test_log:" in text
    assert "in test_that_a_traceback_says_where_in_the_program_but_of_no_folder\n" in text
    assert "/" not in text


def test_that_debug_is_silent_unless_asked_for(log: Path) -> None:
    logger.debug("detail")
    assert not log.exists()


def test_that_the_log_does_not_fill_the_disk(log: Path) -> None:
    for _ in range(LOG_BYTES * 2 // 1000):
        logger.info("x" * 1000)
    written = list(log.parent.iterdir())
    assert 1 < len(written) <= LOG_FILES + 1
    assert all(p.stat().st_size <= LOG_BYTES for p in written)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such disk here")
def test_that_a_log_on_a_full_disk_stops_nobody_and_says_nothing_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / LOG_NAME).symlink_to("/dev/full")
    start_log(tmp_path)
    logger.warning("could not be written")
    stop_log()
    assert capsys.readouterr().err == ""


def test_that_a_log_without_a_folder_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_log(tmp_path / "gone")
    logger.warning("could not be written")
    stop_log()
    assert capsys.readouterr().err == ""


def test_that_a_log_that_is_started_ends_the_one_before_and_nobody_else_who_listens(
    log: Path, tmp_path: Path
) -> None:
    ear = logging.NullHandler()
    logging.getLogger("salesdesk").addHandler(ear)
    (tmp_path / "again").mkdir()
    again = start_log(tmp_path / "again")
    logger.info("of the second start")
    stop_log()
    assert "second start" in again.read_text(encoding="utf-8")
    assert not log.exists(), "nothing was written since it ended"
    assert ear in logging.getLogger("salesdesk").handlers
    logging.getLogger("salesdesk").removeHandler(ear)
