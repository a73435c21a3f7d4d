"""The messages towards the board of 19 July 2023 (8 June to 19 July), written by hand from the rules.

Nobody answers anything. Before 8 June nobody had a message, so all whose actions are overdue hear of it on that day,
once in the cycle. Deadlines met on the way: 30 June (7.1, 2.3, 1.5, 7.6, 5.3, 8.5; ten working days before it is 16
June) and 31 July (3.6, 9.4, 10.4, 10.5; 17 July). Reporting: the delivery boards, HSCP and CPB. Commission on 21 June,
return due on 5 July, freeze on 10 July. The most that anybody has of their own is nine: Practice, with three of
deadlines.
"""

MESSAGES = """
Thu  8 Jun  09:30  overdue                            commissioning.sro cpb.sro cypp.sro hscp.sro practice.sro
Thu  8 Jun  09:30  overdue                            workforce.sro
Fri 16 Jun  09:30  deadline 10                        commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 21 Jun  09:30  commission                         commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 21 Jun  09:30  opened                             secretary
Fri 30 Jun  09:30  deadline 0, return -3              commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed  5 Jul  09:30  return 0                           commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Thu  6 Jul  09:30  return +1                          cpb.sro hscp.sro
Thu  6 Jul  09:30  return +1, copy +1 Practice        workforce.sro
Thu  6 Jul  09:30  return +1, copy +1 Workforce       commissioning.sro
Thu  6 Jul  09:30  return +1, copy +1 Commissioning   practice.sro
Thu  6 Jul  09:30  late                               secretary
Fri  7 Jul  09:30  return +2                          commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Fri  7 Jul  09:30  copy +2                            chair director
Mon 10 Jul  09:30  freeze                             secretary
Tue 11 Jul  09:30  printed                            commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Tue 11 Jul  09:30  no pack                            secretary
Mon 17 Jul  09:30  deadline 10                        practice.sro send.sro
Tue 18 Jul  09:00  summary                            chair #improvement-board
"""

SKIPPED = """
Thu  6 Jul  Safeguarding Children's Partnership has no vice chair to copy in  -
Thu  6 Jul  Corporate Parenting Board has no vice chair to copy in            -
"""
