"""Holds what every declaration of the model must keep to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from salesdesk.model import field_of, fields_of, kind_of, model_of, models
from salesdesk.model.columns import Money
from salesdesk.model.fields import Audience, FieldType

KINDS = sorted(models())
DIALECT = sqlite.dialect()


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_stored_column_is_declared_with_a_label(kind: str) -> None:
    own = {"id", "created_at", "changed_at", "deleted_at"}
    columns = {column.name for column in model_of(kind).__table__.columns}
    assert {field.name for field in fields_of(kind)} == columns - own
    assert all(field.label for field in fields_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_kind_has_words_for_the_screen_and_a_title(kind: str) -> None:
    assert kind_of(kind).label
    assert kind_of(kind).plural
    assert field_of(kind, kind_of(kind).title)


@pytest.mark.parametrize("kind", KINDS)
def test_that_what_a_field_points_to_exists(kind: str) -> None:
    for field in fields_of(kind):
        assert (field.type is FieldType.REFERENCE) == bool(field.refers_to)
        assert not field.refers_to or field.refers_to in models()
        assert (field.type is FieldType.CHOICE) == bool(field.choices)


@pytest.mark.parametrize("kind", KINDS)
def test_that_an_import_matches_on_declared_fields(kind: str) -> None:
    names = {field.name for field in fields_of(kind)}
    assert all(name in names for identity in kind_of(kind).identity for name in identity)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind_of(kind).private_when])
def test_that_what_hides_a_whole_record_is_one_of_its_choices(kind: str) -> None:
    name, value = kind_of(kind).private_when or ("", "")
    assert value in {choice.value for choice in field_of(kind, name).choices}


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_salesperson_sees_exactly_the_shared_fields(kind: str) -> None:
    shared = [field for field in fields_of(kind) if field.shared]
    assert list(fields_of(kind, Audience.SALESPERSON)) == shared


@pytest.mark.parametrize(
    "kind",
    [
        k
        for k in KINDS
        if any(f.refers_to == "salesperson" for f in fields_of(k)) and fields_of(k, Audience.SALESPERSON)
    ],
)
def test_that_whatever_belongs_to_a_person_has_a_title_that_person_may_read(kind: str) -> None:
    assert field_of(kind, kind_of(kind).title).shared


def test_that_an_unknown_kind_or_field_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        model_of("prospect")
    with pytest.raises(KeyError):
        field_of("salesperson", "shoe_size")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_that_money_is_stored_exactly(amount: Decimal) -> None:
    stored = Money().process_bind_param(amount, DIALECT)
    assert isinstance(stored, int)
    assert Money().process_result_value(stored, DIALECT) == amount


def test_that_no_money_stays_no_money() -> None:
    assert Money().process_bind_param(None, DIALECT) is None
    assert Money().process_result_value(None, DIALECT) is None
