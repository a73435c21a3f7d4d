"""People: the posts they hold, their accounts, their leave, how they sign in, and who gets a message in their stead."""
