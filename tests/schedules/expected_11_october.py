"""The messages towards the board of 11 October 2023 (31 August to 11 October), written by hand from the rules.

Nobody answers anything. What is overdue is called to mind fourteen days after the last message: at once for CPB and
HSCP, on 4 September for those who heard last on 21 August. Deadlines met on the way: 31 August (6.5), 4 September
(10.7), 29 September (1.4; ten working days before it is 15 September) and Saturday 30 September (2.6, 4.6, 9.6, 10.6;
18 September), for which the day itself is the Friday before. Reporting: the delivery boards, HSCP and CPB. Commission
on 13 September, return due on 27 September, freeze on 2 October. Workforce has all of its nine messages, three of them
of dates alone.
"""

MESSAGES = """
Thu 31 Aug  09:30  deadline 0                         commissioning.sro
Thu 31 Aug  09:30  overdue                            cpb.sro hscp.sro
Mon  4 Sep  09:30  deadline 0                         send.sro
Mon  4 Sep  09:30  overdue                            cypp.sro practice.sro workforce.sro
Wed 13 Sep  09:30  commission                         commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 13 Sep  09:30  opened                             secretary
Fri 15 Sep  09:30  deadline 10                        workforce.sro
Mon 18 Sep  09:30  deadline 10                        commissioning.sro practice.sro send.sro workforce.sro
Fri 22 Sep  09:30  return -3                          commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Wed 27 Sep  09:30  return 0                           commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Thu 28 Sep  09:30  return +1                          cpb.sro hscp.sro
Thu 28 Sep  09:30  return +1, copy +1 Practice        workforce.sro
Thu 28 Sep  09:30  return +1, copy +1 Workforce       commissioning.sro
Thu 28 Sep  09:30  return +1, copy +1 Commissioning   practice.sro
Thu 28 Sep  09:30  late                               secretary
Fri 29 Sep  09:30  return +2                          cpb.sro hscp.sro
Fri 29 Sep  09:30  return +2, deadline 0              commissioning.sro practice.sro workforce.sro
Fri 29 Sep  09:30  deadline 0                         send.sro
Fri 29 Sep  09:30  copy +2                            chair director
Mon  2 Oct  09:30  freeze                             secretary
Tue  3 Oct  09:30  printed                            commissioning.sro cpb.sro hscp.sro practice.sro workforce.sro
Tue  3 Oct  09:30  no pack                            secretary
Tue 10 Oct  09:00  summary                            chair #improvement-board
"""

SKIPPED = """
Thu 28 Sep  Safeguarding Children's Partnership has no vice chair to copy in  -
Thu 28 Sep  Corporate Parenting Board has no vice chair to copy in            -
Sat 30 Sep  weekend                                                           commissioning.sro practice.sro
Sat 30 Sep  weekend                                                           send.sro workforce.sro
"""
