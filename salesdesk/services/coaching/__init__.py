"""The Coaching log: sessions, notes and assignments in one line of time, and the balance of assignments."""
