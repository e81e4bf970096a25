"""Invents a sample team: people, deals, coaching and numbers, honest in their statistics."""
