"""What happens by itself: reminders, summaries before a board, and sending all that waits in the outbox.

`ticking.tick` does once what is due at the dispatcher's time; `clock` calls it every few seconds. Nothing here holds
state: what is due follows from the tables and the time, so a restart, another process or a jump of the clock changes
nothing.
"""
