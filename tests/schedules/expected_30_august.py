"""The messages towards the board of 30 August 2023 (20 July to 30 August), written by hand from the rules.

Nobody answers anything. Deadlines met on the way: 31 July (3.6, 9.4, 10.4, 10.5), 31 August (6.5) and 4 September
(10.7); from 7 August on the SEND SRO's are overdue, on Mondays. Monday 28 August is a bank holiday. Reporting: the
delivery boards, CYPP and SEND. The return is due on 15 August.
"""

MESSAGES = """
Fri 21 Jul  09:30  overdue                          cpb.sro cypp.sro hscp.sro workforce.sro
Mon 24 Jul  09:30  overdue                          commissioning.sro practice.sro
Wed 26 Jul  09:30  deadline 3                       practice.sro send.sro
Fri 28 Jul  09:30  overdue                          cpb.sro cypp.sro hscp.sro workforce.sro
Mon 31 Jul  09:30  overdue, deadline 0              practice.sro
Mon 31 Jul  09:30  overdue                          commissioning.sro
Mon 31 Jul  09:30  deadline 0                       send.sro
Tue  1 Aug  09:30  secretariat                      secretary
Wed  2 Aug  09:30  secretariat                      secretary
Thu  3 Aug  09:30  secretariat                      secretary
Fri  4 Aug  09:30  secretariat                      secretary
Fri  4 Aug  09:30  overdue                          cpb.sro cypp.sro hscp.sro workforce.sro
Mon  7 Aug  09:30  secretariat                      secretary
Mon  7 Aug  09:30  overdue                          commissioning.sro practice.sro send.sro
Tue  8 Aug  09:30  secretariat                      secretary
Wed  9 Aug  09:30  secretariat                      secretary
Thu 10 Aug  09:30  secretariat                      secretary
Thu 10 Aug  09:30  return -3                        commissioning.sro cypp.sro practice.sro send.sro workforce.sro
Fri 11 Aug  09:30  secretariat                      secretary
Fri 11 Aug  09:30  overdue                          cpb.sro cypp.sro hscp.sro workforce.sro
Mon 14 Aug  09:30  secretariat                      secretary
Mon 14 Aug  09:30  overdue                          commissioning.sro practice.sro send.sro
Tue 15 Aug  09:30  secretariat                      secretary
Tue 15 Aug  09:30  return 0                         commissioning.sro cypp.sro practice.sro send.sro workforce.sro
Wed 16 Aug  09:30  secretariat                      secretary
Wed 16 Aug  09:30  return +1                        cypp.sro send.sro
Wed 16 Aug  09:30  return +1, copy +1 Practice      workforce.sro
Wed 16 Aug  09:30  return +1, copy +1 Workforce, deadline 10  commissioning.sro
Wed 16 Aug  09:30  return +1, copy +1 Commissioning  practice.sro
Thu 17 Aug  09:30  secretariat                      secretary
Thu 17 Aug  09:30  return +2                        commissioning.sro cypp.sro practice.sro send.sro workforce.sro
Thu 17 Aug  09:30  copy +2                          chair director
Fri 18 Aug  09:30  secretariat                      secretary
Fri 18 Aug  09:30  overdue                          cpb.sro cypp.sro hscp.sro workforce.sro
Fri 18 Aug  09:30  deadline 10                      send.sro
Mon 21 Aug  09:30  secretariat                      secretary
Mon 21 Aug  09:30  overdue                          commissioning.sro practice.sro send.sro
Fri 25 Aug  09:30  overdue                          cpb.sro cypp.sro hscp.sro workforce.sro
Fri 25 Aug  09:30  deadline 3                       commissioning.sro
Tue 29 Aug  09:00  summary                          chair #improvement-board
Tue 29 Aug  09:30  overdue                          commissioning.sro practice.sro send.sro
Wed 30 Aug  09:30  deadline 3                       send.sro
"""

SKIPPED = """
Sun 23 Jul  weekend                                                               practice.sro
Sun 30 Jul  weekend                                                               practice.sro
Sun  6 Aug  weekend                                                               practice.sro
Sun 13 Aug  weekend                                                               practice.sro
Wed 16 Aug  Children and Young People's Partnership has no vice chair to copy in  -
Wed 16 Aug  SEND Strategic Board has no vice chair to copy in                     -
Sun 20 Aug  weekend                                                               practice.sro
Sun 27 Aug  weekend                                                               practice.sro
Mon 28 Aug  Late Summer Bank Holiday                                              commissioning.sro send.sro
"""
