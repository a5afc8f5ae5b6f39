"""Codings that others made, brought into a study, and a study's own for other programs.

Every program's project is read as a `project.Project`: begin there, then `formats`, `into_study` and `from_study`.
Tables of judgments, and of statements of several coders, are in `table_import`.
"""
