"""The Metrics tab: competency ratios, won amounts, sales cycle and pipeline, each with the rows behind it."""
