"""What the computer sees: outcomes, ranks and moves. NumPy arrays, nothing else."""
