"""The window: widgets that draw the session's state and call its commands. No view knows another view."""
