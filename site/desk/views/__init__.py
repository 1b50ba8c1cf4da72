"""The pages of the desk, one concern a file."""
