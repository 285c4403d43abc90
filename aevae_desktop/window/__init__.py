"""The window: it puts the views together, hands the session's one signal down to them, and has the menus and keys."""
