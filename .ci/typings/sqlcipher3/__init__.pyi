"""sqlcipher3 has the interface of the standard library's sqlite3, and no types of its own."""
