"""Edits of a case file: only the lines an edit touches are rewritten, saved whole or not at all."""
