"""The messages towards the board of 19 July 2023 when everybody answers on the day of the commission, 21 June,
written by hand from the rules.

Until then it is as when nobody answers. Afterwards the five who report hear nothing more: not of 30 June, nor
(Practice) of 31 July, since what is due then is answered for this board. SEND, whose turn it is not, hears of 31 July.
The secretary hears the next morning that all is in, and when the pack should be out.
"""

MESSAGES = """
Thu  8 Jun  09:30  overdue      commissioning.sro cpb.sro cypp.sro hscp.sro practice.sro workforce.sro
Fri 16 Jun  09:30  deadline 10  commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 21 Jun  09:30  commission   commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 21 Jun  09:30  opened       secretary
Thu 22 Jun  09:30  answered     secretary
Tue 11 Jul  09:30  no pack      secretary
Mon 17 Jul  09:30  deadline 10  send.sro
Tue 18 Jul  09:00  summary      chair #improvement-board
"""

SKIPPED = """
Fri 30 Jun  nothing owed  commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed  5 Jul  nothing owed  commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Thu  6 Jul  nothing owed  commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Fri  7 Jul  nothing owed  commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
"""
