"""The article, live: each of its claims as a picture, a number with its interval, and a verdict."""
