"""SalesDesk: an offline desktop application in which a front-line sales manager runs a team."""

__version__ = "0.1.0"
