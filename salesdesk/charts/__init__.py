"""Charts as plain functions that draw on matplotlib axes."""
