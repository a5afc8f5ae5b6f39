"""What people wrote (settings, codebook, sources, codings, adjudication, facts): read, placed in the texts, checked.

Begin with `study.Study.open`.
"""
