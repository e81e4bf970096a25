"""The small windows beside the desk: Trash, history, settings, export, manual, shortcuts, about."""
