"""What an analyst changes: scratch versions of a case's files, undone, named, compared and kept."""
