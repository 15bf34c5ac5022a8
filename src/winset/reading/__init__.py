"""Reports become claims: what is said, on whose word, how firmly, done or only planned."""
