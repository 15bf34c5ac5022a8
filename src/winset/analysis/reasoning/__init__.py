"""Verdicts explained: reasons of parties and of coalitions, in the words of the case."""
