"""Arrays that people have: which is what, files of one array, and sets of many files."""
