"""What both sides of the pipes share: bytes, jobs and replies, how a child is started, and which bundles there are."""
