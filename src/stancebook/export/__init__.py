"""The brief and its evidence as HTML pages, PDF and Word.

Begin with `formats.render`, which lists the files of a report.
"""
