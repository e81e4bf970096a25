"""The commands of the window: one value each, from which menus, search, shortcuts and permissions are made."""
