"""Parts that all packages use: paths, whole-file writes, tables and their schema, problems, English and Markdown.

Begin with `paths.run_paths`, which says where a run reads and writes, and `tables.read`.
"""
