"""The building blocks all screens are made of."""
