"""`/brag`: the position for chairs. `command` reads the request, `cards` builds the answers, `figures` the JSON."""
