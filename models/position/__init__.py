"""The position: how every action stands, now or frozen for a meeting, what is counted from it, and what the rules say
of it. Every figure that is printed comes from here.
"""
