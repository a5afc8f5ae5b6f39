"""Run a study: check it, run its notebooks, remember what is up to date, sweep over parameters.

`cli.main` is the command that make calls; `steps` holds one function for each of its words.
"""
