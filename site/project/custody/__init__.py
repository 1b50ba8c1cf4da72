"""The whole house at once: one digest of it, a backup, and its restoration."""
