"""What people wrote: settings, codebook, sources, codings, adjudication and facts, read, placed in the texts and checked.

Begin with `loader.read_study`.
"""
