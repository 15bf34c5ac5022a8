"""What a comparison of two versions of a case works with: their parts, changes undone, claims held against each other."""
