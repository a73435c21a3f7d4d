"""The messages towards the board of 30 August 2023 (20 July to 30 August), written by hand from the rules.

Nobody answers anything. What is overdue is called to mind fourteen days after the last message, once in the cycle: at
once for CYPP, who heard of it in the cycle before (8 June) and of nothing since; on 25 July for those who heard on 11
July. Practice, who heard on 17 July, has a deadline on 31 July. Deadlines met on the way: 31 July (3.6, 9.4, 10.4,
10.5), 31 August (6.5; ten working days before it is 16 August, since Monday 28 August is a bank holiday) and 4
September (10.7; 18 August). Reporting: the delivery boards, CYPP and SEND. Commission on 1 August, return due on 15
August, freeze on 18 August.
"""

MESSAGES = """
Thu 20 Jul  09:30  overdue                                    cypp.sro
Tue 25 Jul  09:30  overdue                                    commissioning.sro cpb.sro hscp.sro workforce.sro
Mon 31 Jul  09:30  deadline 0                                 practice.sro send.sro
Tue  1 Aug  09:30  commission                                 commissioning.sro cypp.sro practice.sro send.sro
Tue  1 Aug  09:30  commission                                 workforce.sro
Tue  1 Aug  09:30  opened                                     secretary
Thu 10 Aug  09:30  return -3                                  commissioning.sro cypp.sro practice.sro send.sro
Thu 10 Aug  09:30  return -3                                  workforce.sro
Tue 15 Aug  09:30  return 0                                   commissioning.sro cypp.sro practice.sro send.sro
Tue 15 Aug  09:30  return 0                                   workforce.sro
Wed 16 Aug  09:30  return +1                                  cypp.sro send.sro
Wed 16 Aug  09:30  return +1, copy +1 Practice                workforce.sro
Wed 16 Aug  09:30  return +1, copy +1 Workforce, deadline 10  commissioning.sro
Wed 16 Aug  09:30  return +1, copy +1 Commissioning           practice.sro
Wed 16 Aug  09:30  late                                       secretary
Thu 17 Aug  09:30  return +2                                  commissioning.sro cypp.sro practice.sro send.sro
Thu 17 Aug  09:30  return +2                                  workforce.sro
Thu 17 Aug  09:30  copy +2                                    chair director
Fri 18 Aug  09:30  deadline 10                                send.sro
Fri 18 Aug  09:30  freeze                                     secretary
Mon 21 Aug  09:30  printed                                    commissioning.sro cypp.sro practice.sro send.sro
Mon 21 Aug  09:30  printed                                    workforce.sro
Mon 21 Aug  09:30  no pack                                    secretary
Tue 29 Aug  09:00  summary                                    chair #improvement-board
"""

SKIPPED = """
Wed 16 Aug  Children and Young People's Partnership has no vice chair to copy in  -
Wed 16 Aug  SEND Strategic Board has no vice chair to copy in                     -
"""
