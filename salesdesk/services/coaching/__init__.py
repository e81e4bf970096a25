"""The Coaching log: sessions, notes and assignments in one line of time, and the balance of assignments."""

from salesdesk.services.coaching.service import CoachingService

__all__ = ["CoachingService"]
