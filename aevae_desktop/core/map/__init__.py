"""The map: planes of a latent space, points as pixels, and the fields measured on it."""
