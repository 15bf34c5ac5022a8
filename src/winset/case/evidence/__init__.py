"""What the lines of a case rest on: reports and claims beside it, their ratings, and the case without them."""
