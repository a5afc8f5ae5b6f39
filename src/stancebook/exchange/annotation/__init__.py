"""Programs for annotating texts: INCEpTION and WebAnno, Label Studio, brat, doccano, and the W3C's Web Annotations.

A module for each; call its `read`, which returns a Project, or `write`. `exchange.formats` lists them.
"""
