"""Paths, settings, clock and logging."""
