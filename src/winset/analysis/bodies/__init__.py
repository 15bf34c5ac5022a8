"""Bodies that vote: their rules, and how often each member decides."""
