"""The import wizard: what a file holds, what importing it will do, and the doing."""
