"""`/action`: one action with all that is known of it, my actions, finding one, and proposing that it changes."""
