"""The staff's pages, on Wagtail's admin: what a person does today, finds, opens and changes."""
