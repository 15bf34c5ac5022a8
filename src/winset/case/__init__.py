"""What an analyst writes: parties, options, rules, preferences, ratifiers, the claims behind each line."""
