"""Files that people wrote, as commands write them anew."""
