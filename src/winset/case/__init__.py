"""What an analyst writes: parties, options, rules, preferences, ratifiers, and the claims behind each line."""
