"""The nearest of many codes, exactly, in any dimension."""
