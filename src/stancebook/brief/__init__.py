"""The text of the brief, its claims, the passages behind them, and how strong the evidence is.

Begin with `render.write_brief`.
"""
