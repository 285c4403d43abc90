"""The child processes: what is said to them (``wire``) and what runs in them (``child``, ``filming``). No Qt here."""
