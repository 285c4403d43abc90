"""Training one run: settings, network, objective, the loop over the steps, and what is kept on the disk."""
