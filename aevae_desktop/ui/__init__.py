"""What features are drawn with: the theme, words, pictures, the map and widgets. No view knows another view."""

from aevae_desktop.ui.guarded import guard_overrides

guard_overrides()  # before any class of a view is made
