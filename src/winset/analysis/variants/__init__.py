"""An uncertain case as many games at once: which variants, what holds in each, and how the answer moves."""
