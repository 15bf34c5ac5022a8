"""Plain sentences: lists, numbers and the case's own words put together so that they always read.

Names in a case may be verbs or nouns ("Build", "Aid guarantees"), so an option is quoted and said to be taken, not
taken, or at a level; nothing is inflected.
"""
