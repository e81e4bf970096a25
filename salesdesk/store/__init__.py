"""Opening, migrating, backing up, undoing and searching the desk file."""
