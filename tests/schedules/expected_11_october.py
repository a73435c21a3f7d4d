"""The messages towards the board of 11 October 2023 (31 August to 11 October), written by hand from the rules.

Nobody answers anything. Deadlines met on the way: 31 August (6.5), 4 September (10.7), 29 September (1.4) and Saturday
30 September (2.6, 4.6, 9.6, 10.6), for which the day itself is the Friday before. Reporting: the delivery boards, HSCP
and CPB. The return is due on 27 September.
"""

MESSAGES = """
Thu 31 Aug  09:30  deadline 0                         commissioning.sro
Fri  1 Sep  09:30  overdue                            cpb.sro cypp.sro hscp.sro workforce.sro
Mon  4 Sep  09:30  overdue                            commissioning.sro practice.sro
Mon  4 Sep  09:30  overdue, deadline 0                send.sro
Fri  8 Sep  09:30  overdue                            cpb.sro cypp.sro hscp.sro workforce.sro
Mon 11 Sep  09:30  overdue                            commissioning.sro practice.sro send.sro
Wed 13 Sep  09:30  secretariat                        secretary
Thu 14 Sep  09:30  secretariat                        secretary
Fri 15 Sep  09:30  secretariat                        secretary
Fri 15 Sep  09:30  overdue                            cpb.sro cypp.sro hscp.sro
Fri 15 Sep  09:30  overdue, deadline 10               workforce.sro
Mon 18 Sep  09:30  secretariat                        secretary
Mon 18 Sep  09:30  overdue, deadline 10               commissioning.sro practice.sro send.sro
Mon 18 Sep  09:30  deadline 10                        workforce.sro
Tue 19 Sep  09:30  secretariat                        secretary
Wed 20 Sep  09:30  secretariat                        secretary
Thu 21 Sep  09:30  secretariat                        secretary
Fri 22 Sep  09:30  secretariat                        secretary
Fri 22 Sep  09:30  overdue, return -3                 cpb.sro hscp.sro workforce.sro
Fri 22 Sep  09:30  overdue                            cypp.sro
Fri 22 Sep  09:30  return -3                          commissioning.sro practice.sro
Mon 25 Sep  09:30  secretariat                        secretary
Mon 25 Sep  09:30  overdue                            commissioning.sro practice.sro send.sro
Tue 26 Sep  09:30  secretariat                        secretary
Tue 26 Sep  09:30  deadline 3                         workforce.sro
Wed 27 Sep  09:30  secretariat                        secretary
Wed 27 Sep  09:30  return 0                           cpb.sro hscp.sro
Wed 27 Sep  09:30  return 0, deadline 3               commissioning.sro practice.sro workforce.sro
Wed 27 Sep  09:30  deadline 3                         send.sro
Thu 28 Sep  09:30  secretariat                        secretary
Thu 28 Sep  09:30  return +1                          cpb.sro hscp.sro
Thu 28 Sep  09:30  return +1, copy +1 Practice        workforce.sro
Thu 28 Sep  09:30  return +1, copy +1 Workforce       commissioning.sro
Thu 28 Sep  09:30  return +1, copy +1 Commissioning   practice.sro
Fri 29 Sep  09:30  secretariat                        secretary
Fri 29 Sep  09:30  overdue, return +2                 cpb.sro hscp.sro
Fri 29 Sep  09:30  overdue, return +2, deadline 0     workforce.sro
Fri 29 Sep  09:30  return +2, deadline 0              commissioning.sro practice.sro
Fri 29 Sep  09:30  deadline 0                         send.sro
Fri 29 Sep  09:30  overdue                            cypp.sro
Fri 29 Sep  09:30  copy +2                            chair director
Mon  2 Oct  09:30  secretariat                        secretary
Mon  2 Oct  09:30  overdue                            commissioning.sro practice.sro send.sro
Tue  3 Oct  09:30  secretariat                        secretary
Fri  6 Oct  09:30  overdue                            cpb.sro cypp.sro hscp.sro workforce.sro
Mon  9 Oct  09:30  overdue                            commissioning.sro practice.sro send.sro
Tue 10 Oct  09:00  summary                            chair #improvement-board
"""

SKIPPED = """
Sun  3 Sep  weekend                                                           practice.sro
Sun 10 Sep  weekend                                                           practice.sro
Sun 17 Sep  weekend                                                           practice.sro
Sun 24 Sep  weekend                                                           practice.sro
Thu 28 Sep  Safeguarding Children's Partnership has no vice chair to copy in  -
Thu 28 Sep  Corporate Parenting Board has no vice chair to copy in            -
Sat 30 Sep  weekend                                                           commissioning.sro practice.sro
Sat 30 Sep  weekend                                                           send.sro workforce.sro
Sun  1 Oct  weekend                                                           practice.sro
Sun  8 Oct  weekend                                                           practice.sro
"""
