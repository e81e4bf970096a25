"""The lists a desk stands on, kept by hand: deals, accounts, products, stages, gates and competencies."""

from salesdesk.services.lists.service import LISTED, MOST, Listed, ListsService

__all__ = ["LISTED", "MOST", "Listed", "ListsService"]
