"""From the document to the case: names resolved, formulas read, all problems found at once."""
