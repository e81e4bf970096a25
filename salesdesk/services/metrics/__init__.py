"""The Metrics tab: competency ratios, won amounts, sales cycle and pipeline, each with the rows behind it."""

from salesdesk.services.metrics.service import MetricsService
from salesdesk.services.metrics.windows import DEFAULT_WINDOW, WINDOWS

__all__ = ["DEFAULT_WINDOW", "WINDOWS", "MetricsService"]
