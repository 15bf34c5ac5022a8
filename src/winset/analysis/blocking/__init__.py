"""What keeps a target out and what lets it in: minimal sets of elements, their grounds and their price."""
