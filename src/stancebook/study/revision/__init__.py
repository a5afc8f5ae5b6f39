"""Changes of the codebook while people code: proposals of new codes, and what a change asks to look at again.

Begin with `proposals.read`.
"""
