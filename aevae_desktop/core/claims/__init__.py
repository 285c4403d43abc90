"""What is measured for the article's claims: each definition once, on one model, with an interval."""
