"""The docs against the program: what they mention exists, their drawing and pictures show what is there now."""
