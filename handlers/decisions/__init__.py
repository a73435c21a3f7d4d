"""What boards are asked and what they decided: `/board requests`, `request`, `decide`, `decisions` and `arising`."""
