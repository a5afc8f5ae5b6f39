"""The rules by which a sentence of the brief is compared with its evidence.

Begin with `stancebook.brief.verification.verify`, which asks each of them. A rule is a function that takes a Case and
gives a Remark for each fault. The English words that they know are in lexicon.yaml.
"""
