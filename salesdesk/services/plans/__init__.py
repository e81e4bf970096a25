"""The Plans tab: quotas by period, and what was won against pace; nothing is loaded ahead, as the start passes by."""
