"""Updates: the dated answers about an action, the drafts of them, and the one place that records them."""
