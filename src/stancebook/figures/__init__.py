"""A table in, a Drawing out: an SVG with a title and an alternative text. Only this package knows colours.

Each figure is a module with `draw`, `table` and `title`; begin with `ladder.draw`.
"""
