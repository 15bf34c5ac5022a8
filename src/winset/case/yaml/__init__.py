"""A case file as YAML: values that know their place, the shape of the document, and back to text."""
