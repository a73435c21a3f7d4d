"""`/return`: what is owed and by when, who has answered, chasing, and who answers for whom."""
