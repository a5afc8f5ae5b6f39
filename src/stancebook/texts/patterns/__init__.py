"""Patterns of furniture: what they are, and what their matches begin with."""
