"""Files that people wrote: CSV read against its columns, what a spreadsheet changed put right, cells checked.

Commands write such files anew with `rewriting.write`.
"""
