"""Adjudication at the desk: the cases that the codings give, the decisions on them, and the adjudicator's session.

Begin with `session.AdjudicatorSession`, whose methods answer the requests of the page.
"""
