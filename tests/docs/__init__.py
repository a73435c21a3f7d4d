"""The docs against the program: what they mention exists, and their pictures show what is there now."""
