"""The machinery of the inverse question: conditions on preferences, how many meet them, which are nearest."""
