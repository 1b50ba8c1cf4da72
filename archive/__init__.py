"""The records domain, one room per concern, in the order of a record's life; no pages."""
