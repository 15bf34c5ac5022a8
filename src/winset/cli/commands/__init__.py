"""One module a command; each module's `command` is what `winset NAME` runs."""
