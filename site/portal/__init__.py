"""The public's pages: notices, guides, search of what is published."""
