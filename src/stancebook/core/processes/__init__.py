"""Processes: one at a time in a folder, none left behind by another, no temporary folder left by any."""
