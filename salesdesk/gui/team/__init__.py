"""The Team tab: everybody as a table edited in place, and the page of one person."""
