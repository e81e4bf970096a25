"""The Desk: what needs the manager, this week, and four figures."""
