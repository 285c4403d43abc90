"""The window: widgets that draw the session's state and call its commands. No view knows another view."""

from aevae_desktop.ui.guarded import guard_overrides

guard_overrides()  # before any class of a view is made
