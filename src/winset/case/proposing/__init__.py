"""A case proposed from claims: by rule, or by a language model whose every line is checked against the reports."""
