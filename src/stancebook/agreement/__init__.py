"""How far two or more coders agree, and where they do not.

Begin with `reliability.reliability`; a coefficient is an entry of `registry.COEFFICIENTS`.
"""
