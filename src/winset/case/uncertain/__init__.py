"""What is uncertain in a case, what stands or falls together, and the rankings that remain possible."""
