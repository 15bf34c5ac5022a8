"""The command line: each command loads, asks and shows."""
