"""From files to documents: the story of one file, and runs over many."""
