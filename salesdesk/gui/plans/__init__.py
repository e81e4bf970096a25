"""The Plans tab: quotas by period, and what was won against pace."""
