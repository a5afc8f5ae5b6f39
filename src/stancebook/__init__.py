"""Stancebook: from news texts to a brief whose every claim leads to a highlighted passage.

The packages, in the order of the data; each says in its docstring what it is for:

    core       paths, files, tables, problems, English, Markdown
    texts      raw texts, cleaning with offsets, sentences, quotations
    intake     documents in other formats become raw texts
    study      what people wrote: settings, codebook, sources, codings, adjudication, facts
    analysis   stances, contradictions, findings under other choices
    agreement  how far coders agree
    networks   congruence, conflict, ties, camps
    figures    a table in, a drawing out
    brief      claims, passages, strength of evidence
    export     HTML, PDF, Word, the evidence page
    desk       the coding desk in JupyterLab
    pipeline   the command line, running notebooks, stamps, sweeps
"""

__version__ = "0.1.0"
