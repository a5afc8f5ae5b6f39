"""Checks of what people wrote: each returns all problems of one kind of file at once, and none needs pandas.

`coded_rows` looks at the rows that people coded, `settings_files` at study.yaml, the codebook, the sources and the map,
`parameters` at those of a run. `pipeline.check.check_study` calls them all.
"""
