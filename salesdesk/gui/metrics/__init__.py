"""The Metrics tab."""
