"""Images: grey levels, drawings, and the errors and losses measured on them."""
