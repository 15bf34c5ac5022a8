"""Answers for people: tables, figures, the brief. Nothing is computed here."""
