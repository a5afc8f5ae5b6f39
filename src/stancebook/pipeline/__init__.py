"""Run a study: check it, run its notebooks, remember what is up to date, sweep over parameters.

`cli.main` is the command `stancebook`, which make calls too; `steps` holds what its commands do, `status` its table.
"""
