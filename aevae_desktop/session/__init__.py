"""What the window knows: one frozen state, commands in, one signal out. QtCore only, no widgets."""
