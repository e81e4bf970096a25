"""The Team tab: the whole team as a table, and the page of one person."""
