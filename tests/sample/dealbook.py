"""Finds, for any person and day, a deal that was being worked on, and the words to talk about it."""

from bisect import bisect_right
from datetime import date
from random import Random

from tests.sample.catalogue import Catalogue
from tests.sample.deals import Deal
from tests.sample.people import Person, strength_name
from tests.sample.words import Slots

TRIES = 6
LATEST = 40


class DealBook:
    """The deals of everybody by person and start."""

    def __init__(self, catalogue: Catalogue, deals: list[Deal]) -> None:
        self._catalogue = catalogue
        self._deals: dict[int, list[Deal]] = {}
        for deal in deals:
            self._deals.setdefault(deal.person.id, []).append(deal)
        self._starts = {person: [deal.started_on for deal in own] for person, own in self._deals.items()}

    def current(self, random: Random, person: Person, day: date) -> Deal | None:
        """Draws one of the person's latest deals that was open on a day; None where none is found."""
        own = self._deals.get(person.id, [])
        until = bisect_right(self._starts.get(person.id, []), day)
        for _ in range(TRIES if until else 0):
            deal = own[random.randrange(max(0, until - LATEST), until)]
            if deal.is_open or deal.ends_on >= day:
                return deal
        return None

    def slots(self, random: Random, person: Person, day: date, deal: Deal | None = None) -> Slots:
        """Gives the words that sentences about this person on this day are filled with."""
        deal = deal or self.current(random, person, day)
        account_id = deal.account_id if deal else None
        product = deal.product if deal else random.choice(self._catalogue.products)
        if account_id is None:
            account_id = random.choice(self._catalogue.territories.get(person.id, (1,))[:12])
        return {
            "first": person.first_name,
            "deal": deal.name if deal else f"{self._catalogue.account_name(account_id)}: {product.name}",
            "account": self._catalogue.account_name(account_id),
            "product": product.name,
            "skill": random.choice(list(self._catalogue.competencies.values()))[1].lower(),
            "strength": strength_name(person, random).lower(),
        }
