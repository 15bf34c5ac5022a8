"""Other programs' files, read as cases and written from them."""
