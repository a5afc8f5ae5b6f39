"""Figures: a table goes in, a Drawing comes out, which is an SVG with a title and an alternative text.

Only this package knows colours. Each figure is a module with `draw`, `title` and, unless a notebook shows its rows
anyway, `table`; begin with `ladder.draw`.
A figure of rows with columns describes its rows as `row_chart.Row`; the others draw on `canvas.Canvas` themselves.
"""
