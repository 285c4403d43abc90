"""The previews: what each decoder makes of the probe, or of the playhead."""
