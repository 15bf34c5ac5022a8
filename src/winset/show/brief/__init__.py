"""The brief: what a reader gets, as a value, and as text, Markdown and HTML."""
