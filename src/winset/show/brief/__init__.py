"""The brief: what a reader gets, as a value, and as text, Markdown, HTML, PDF and DOCX."""
