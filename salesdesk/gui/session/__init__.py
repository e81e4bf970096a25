"""The one-on-one in the full window: one laptop for two people."""
