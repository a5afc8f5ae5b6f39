"""Tables that others made, brought into a study.

A table of judgments says what each coder gave to each unit; begin with `judgments.take`. A table of statements that
names its coders becomes their files, see `coder_files.split`.
"""
