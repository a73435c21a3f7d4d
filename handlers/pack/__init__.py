"""`/pack`: compiling a meeting's board pack, listing what there is, publishing it."""
