"""What the statements amount to, and whether that holds under other defensible choices.

Begin with `stances.stances` and `robustness.run_multiverse`.
"""
