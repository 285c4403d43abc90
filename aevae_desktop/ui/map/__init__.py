"""The map: a canvas of our own, and the overlays it draws."""
