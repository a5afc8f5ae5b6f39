"""What make calls: check a study, run its notebooks, stamp them, sweep over parameters.

Begin with `cli.main` and `steps`.
"""
