"""The Plans tab: quotas by period, and what was won against pace."""

from salesdesk.services.plans.service import PlansService
from salesdesk.services.plans.values import PaceLine, PaceTable, QuotaCell, QuotaGrid, QuotaLine, WonCurve

__all__ = ["PaceLine", "PaceTable", "PlansService", "QuotaCell", "QuotaGrid", "QuotaLine", "WonCurve"]
