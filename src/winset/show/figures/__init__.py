"""Pictures for papers and briefs; Matplotlib is imported only when one is drawn."""
