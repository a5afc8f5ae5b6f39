"""An archive of a study: everything that it rests on and ends in, in one file, with what checks it.

`contents.collect` says what goes in, `packing.pack` writes it; `reading.open_archive` reads one of a stranger, and
`checks` holds it to its own hashes, texts and quotations.
"""
