"""Pure sales arithmetic and rules: numbers in, numbers out."""
