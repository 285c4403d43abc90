"""The inference process: what runs in it, what is said to it, and where its models lie. No Qt here."""
