"""Compares what a file says with what the desk holds, and writes the difference in one step.

`ImportService` is the way in; the value types are in `values`.
"""
