"""The board's calendar: its meetings with the days planned back from them, whose turn it is, and its channel."""
