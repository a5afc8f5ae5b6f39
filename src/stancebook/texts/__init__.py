"""From a text as received to clean sentences, with the way back to every raw character.

Begin with `cleaning.clean_articles`. Offsets are Unicode code points, start inclusive, end exclusive.
"""
