"""What an analyst writes: parties, options, rules, preferences, who must ratify, and the claims behind each line."""
