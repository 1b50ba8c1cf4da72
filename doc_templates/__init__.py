"""Word templates as versioned data: check, fill, render. Knows nothing of what it prints."""
