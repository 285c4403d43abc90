"""The report of ``--article``: every claim on pairs of bundles, as a file."""
