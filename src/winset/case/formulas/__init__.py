"""The language of rules, statements and targets, and what a formula says over the outcomes of a case."""
