"""The text of the brief: read, verified sentence by sentence against what it cites, and printed with its notes.

Begin with `render.write_brief`.
"""
