"""What a project becomes in a study: its texts, the columns of its passages, codes, rows of coders."""
