"""The face of each kind of record: facts, days, cards, verbs."""
