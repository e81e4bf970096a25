"""Says what stands on each page of the Metrics tab, and in which order."""

from typing import Final

from salesdesk.gui.metrics.deal_metrics import PipelineMetric, SalesCycleMetric, WinRateTrend, WonAgainstQuota
from salesdesk.gui.metrics.metrics_page import MetricsLayout
from salesdesk.gui.metrics.ratio_metrics import (
    BalanceMetric,
    Competencies,
    ReviewedDeals,
    StageRatios,
    WinRate,
)

DEALS: Final = frozenset({"opportunity", "quota", "salesperson", "stage", "product"})

LAYOUTS: Final = {
    "results": MetricsLayout(
        _("Results"), DEALS,
        (WonAgainstQuota(), WinRate(), WinRateTrend(), SalesCycleMetric(), PipelineMetric()), results=True,
    ),
    "competencies": MetricsLayout(
        _("Competencies"), DEALS | {"competency", "competency_number"}, (Competencies(), StageRatios()), week=True
    ),
    "effect": MetricsLayout(
        _("Coaching effect"), DEALS | {"assignment", "one_on_one"}, (BalanceMetric(), ReviewedDeals())
    ),
}  # fmt: skip
