"""What bounds the work on files of people and strangers: limits of size, depth and time, and a word on how far it is.

`limits` has the numbers, and docs/limits.md states them. Begin with `reading.read_bytes`.
"""
