"""What the program can do: one class an area, one public method a user action."""
