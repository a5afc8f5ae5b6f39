"""What people do to check and to learn the coding: a sample of sentences coded anew, and training before coding.

`sample.draw` draws sentences, `blind_sheet.lay_out` makes blind sheets of them, `validators.read_validation` reads what
people coded; `training` has decided sentences with feedback.
"""
