"""`python -m winset.cli`, the same as `winset`."""

from winset.cli import main

main()
