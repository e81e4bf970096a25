"""SalesDesk: an offline desktop application in which a front-line sales manager runs a team."""

from salesdesk.language import speak

__version__ = "0.1.0"

speak()
