"""The messages towards the board of 19 July 2023 (8 June to 19 July), written by hand from the rules.

Nobody answers anything. Deadlines met on the way: 30 June (7.1, 2.3, 1.5, 7.6, 5.3, 8.5) and 31 July (3.6, 9.4, 10.4,
10.5). The oldest debts are of Friday 31 March (CPB, Workforce, CYPP), Friday 28 April (HSCP), Sunday 30 April
(Practice) and Monday 15 May (Commissioning). Reporting: the delivery boards, HSCP and CPB. The return is due on 5 July.
"""

MESSAGES = """
Fri  9 Jun  09:30  overdue                            cpb.sro cypp.sro hscp.sro workforce.sro
Mon 12 Jun  09:30  overdue                            commissioning.sro practice.sro
Fri 16 Jun  09:30  overdue, deadline 10               cpb.sro hscp.sro workforce.sro
Fri 16 Jun  09:30  overdue                            cypp.sro
Fri 16 Jun  09:30  deadline 10                        commissioning.sro practice.sro
Mon 19 Jun  09:30  overdue                            commissioning.sro practice.sro
Wed 21 Jun  09:30  secretariat                        secretary
Thu 22 Jun  09:30  secretariat                        secretary
Fri 23 Jun  09:30  secretariat                        secretary
Fri 23 Jun  09:30  overdue                            cpb.sro cypp.sro hscp.sro workforce.sro
Mon 26 Jun  09:30  secretariat                        secretary
Mon 26 Jun  09:30  overdue                            commissioning.sro practice.sro
Tue 27 Jun  09:30  secretariat                        secretary
Tue 27 Jun  09:30  deadline 3                         commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 28 Jun  09:30  secretariat                        secretary
Thu 29 Jun  09:30  secretariat                        secretary
Fri 30 Jun  09:30  secretariat                        secretary
Fri 30 Jun  09:30  overdue, deadline 0, return -3     cpb.sro hscp.sro workforce.sro
Fri 30 Jun  09:30  overdue                            cypp.sro
Fri 30 Jun  09:30  deadline 0, return -3              commissioning.sro practice.sro
Mon  3 Jul  09:30  secretariat                        secretary
Mon  3 Jul  09:30  overdue                            commissioning.sro practice.sro
Tue  4 Jul  09:30  secretariat                        secretary
Wed  5 Jul  09:30  secretariat                        secretary
Wed  5 Jul  09:30  return 0                           commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Thu  6 Jul  09:30  secretariat                        secretary
Thu  6 Jul  09:30  return +1                          cpb.sro hscp.sro
Thu  6 Jul  09:30  return +1, copy +1 Practice        workforce.sro
Thu  6 Jul  09:30  return +1, copy +1 Workforce       commissioning.sro
Thu  6 Jul  09:30  return +1, copy +1 Commissioning   practice.sro
Fri  7 Jul  09:30  secretariat                        secretary
Fri  7 Jul  09:30  overdue, return +2                 cpb.sro hscp.sro workforce.sro
Fri  7 Jul  09:30  return +2                          commissioning.sro practice.sro
Fri  7 Jul  09:30  overdue                            cypp.sro
Fri  7 Jul  09:30  copy +2                            chair director
Mon 10 Jul  09:30  secretariat                        secretary
Mon 10 Jul  09:30  overdue                            commissioning.sro practice.sro
Tue 11 Jul  09:30  secretariat                        secretary
Fri 14 Jul  09:30  overdue                            cpb.sro cypp.sro hscp.sro workforce.sro
Mon 17 Jul  09:30  overdue, deadline 10               practice.sro
Mon 17 Jul  09:30  overdue                            commissioning.sro
Mon 17 Jul  09:30  deadline 10                        send.sro
Tue 18 Jul  09:00  summary                            chair #improvement-board
"""

SKIPPED = """
Sun 11 Jun  weekend                                                           practice.sro
Sun 18 Jun  weekend                                                           practice.sro
Sun 25 Jun  weekend                                                           practice.sro
Sun  2 Jul  weekend                                                           practice.sro
Thu  6 Jul  Safeguarding Children's Partnership has no vice chair to copy in  -
Thu  6 Jul  Corporate Parenting Board has no vice chair to copy in            -
Sun  9 Jul  weekend                                                           practice.sro
Sun 16 Jul  weekend                                                           practice.sro
"""
