"""What every other package may use: where files are, how tables are read and written, how numbers become words.

Begin with `paths.run_paths`, which says where a run reads and writes, and `tables.read`.
"""
