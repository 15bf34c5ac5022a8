"""What an agreement needs, which deals are good, and whether one would be kept."""
