"""Small widgets of our own, one a file, that know nothing of the session."""
