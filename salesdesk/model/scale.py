"""Holds the scale of stored money, apart from the columns so that it can be known without SQLAlchemy."""

MONEY_SCALE = 10_000
"""Money is stored as a whole number of ten-thousandths, so that sums in SQL are exact to the cent."""
LARGEST = 10**14
"""No amount and no count is larger; the file could not hold it to the last digit, nor Qt pass it on."""
