"""Documents in other formats become raw texts of a study: text, HTML, DOCX, RTF, PDF, EPUB, tables, bulk exports.

Begin with `add.add`. The original is kept under its checksum, the text taken from it goes to data/raw, and sources.csv
says with which tool. Documents are untrusted: each is read in a process of its own with limits on time and memory.
"""
