"""The Coaching log tab."""
