"""Setting up a new record, a form after another: the owners, the boards, the next meeting."""
