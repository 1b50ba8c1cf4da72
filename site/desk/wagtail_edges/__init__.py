"""All that touches Wagtail's internals: base view, menu, account page, the gate of addresses.

An upgrade of Wagtail is checked here and nowhere else.
"""
