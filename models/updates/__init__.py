"""Updates: what an answer holds, defined once; the dated answers about an action; drafts of them; recording them."""
