"""The small windows beside the desk: lists, Trash, history, settings, export, manual, shortcuts, about."""
