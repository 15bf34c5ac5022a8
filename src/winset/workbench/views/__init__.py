"""The page as HTML: one module a pane, each a function from the session to its markup."""
