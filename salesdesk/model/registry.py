"""Answers which kinds of record exist and which fields each has, as plain values."""

from dataclasses import replace
from functools import cache

from sqlalchemy import inspect

from salesdesk.model import coaching, competencies, deals, plans, team
from salesdesk.model.base import Base, Record
from salesdesk.model.fields import Audience, Field

AREAS = (team, deals, plans, competencies, coaching)


def model_of(kind: str) -> type[Record]:
    """Gives the class that stores records of a kind; raises KeyError for an unknown kind."""
    return models()[kind]


@cache
def models() -> dict[str, type[Record]]:
    """Gives every stored class by its kind, which is its table name."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {c.__tablename__: c for c in sorted(classes, key=lambda c: c.__tablename__)}


@cache
def fields_of(kind: str, audience: Audience = Audience.MANAGER) -> tuple[Field, ...]:
    """Gives the declared fields of a kind, in the order of declaration, that a reader may see."""
    columns = inspect(model_of(kind)).columns
    declared = (
        replace(column.info["field"], name=column.key) for column in columns if "field" in column.info
    )
    return tuple(field for field in declared if field.visible_to(audience))


def field_of(kind: str, name: str) -> Field:
    """Gives one declared field; raises KeyError where the kind has no such field."""
    for field in fields_of(kind):
        if field.name == name:
            return field
    raise KeyError(f"{kind} has no field {name}")
