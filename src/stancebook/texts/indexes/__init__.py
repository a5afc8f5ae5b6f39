"""Indexes that find what is alike in many texts without comparing each two: words in a row, and sets of words."""
