"""What the desk does for a coder beside writing entries: lists, search, progress, memos and proposals of codes.

Begin with `lists.Lists` and `codes.Codes`, the parts of a coder's session whose methods answer requests of the page.
"""
