"""Boards: their meetings, the days planned back from each, and the rota by which partnership boards report."""
