"""The article's page, part by part."""
