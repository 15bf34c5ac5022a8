"""Questions asked of a game, one per module; each answer is a frozen result."""
