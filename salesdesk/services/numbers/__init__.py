"""The numbers of the week: for each salesperson and competency, how often it was tried and what became of it."""

from salesdesk.services.numbers.service import NumbersService
from salesdesk.services.numbers.values import Counts, Entry, Measured, NumbersGrid, NumbersLine

__all__ = ["Counts", "Entry", "Measured", "NumbersGrid", "NumbersLine", "NumbersService"]
