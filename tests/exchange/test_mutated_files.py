"""Whatever stands in a file to be imported, it ends in a proposal or in a sentence, and in bounded time."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesdesk.exchange.month_runs import numbers_of_months
from tests.exchange.mutated_files import KINDS, outcome, seeds, spoilt

SEEDS = seeds()


@pytest.mark.parametrize("name", SEEDS)
def test_that_a_sound_file_of_every_form_is_read(name: str, tmp_path: Path) -> None:
    (path := tmp_path / name).write_bytes(SEEDS[name])
    said = outcome(path, "deals")
    assert bool(said) == (name == "h.ics"), said


@settings(
    max_examples=30, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(name=st.sampled_from(sorted(SEEDS)), kind=st.sampled_from(KINDS), number=st.integers(0, 2**32))
def test_that_a_file_spoilt_anyhow_ends_in_a_proposal_or_in_a_sentence(
    name: str, kind: str, number: int, tmp_path: Path
) -> None:
    (path := tmp_path / name).write_bytes(spoilt(SEEDS[name], random.Random(number)))
    outcome(path, kind)


def test_that_a_number_of_thousands_of_digits_is_no_month() -> None:
    assert numbers_of_months(["1" * 5000]) == {}
    assert numbers_of_months([str(month) for month in range(1, 13)])[11] == 12


def test_that_a_name_of_a_column_of_thousands_of_letters_takes_no_time(tmp_path: Path) -> None:
    rows = ["Deal,Stage,Amount,Close date", f"Crane,Won,100,2024-03-04,{'x' * 70_000}"]
    (path := tmp_path / "long.csv").write_text("\n".join(rows), encoding="utf-8")
    outcome(path, "deals")


def test_that_a_packed_file_with_places_before_its_begin_is_damaged(tmp_path: Path) -> None:
    data = bytearray(SEEDS["d.xlsx"])
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (int.from_bytes(data[end + 16 : end + 20], "little") + 50).to_bytes(
        4, "little"
    )
    (path := tmp_path / "a.xlsx").write_bytes(data)
    assert "nothing was imported" in outcome(path, "deals")
