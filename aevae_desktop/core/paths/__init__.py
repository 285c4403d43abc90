"""Ways through a latent space, and the films they make."""
