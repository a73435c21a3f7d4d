"""The same four months (8 June to 11 October 2023) in which things happen, written by hand from the rules.

- 23 to 26 June: the system is down. On the 27th each person gets one message for all of it, marked late.
- 30 June, in the evening (as all that follows): Workforce SRO plans leave for 3 to 14 July, with Head of Fostering as
  delegate; CPB SRO plans leave for 5 to 9 July, with nobody to stand in.
- 3 July: HSCP SRO answers for all seven actions, Blue: nothing more is owed.
- 6 July: Commissioning SRO snoozes until the 11th.
- 10 July: the position for the board of 19 July is frozen, on its freeze day.
- 14 July: the post SEND SRO falls vacant; Head of SEND takes it on from 14 August.
- 7 to 25 August: CYPP SRO's delegate is Director of Public Health (cypp.chair), and CYPP SRO is not away.
- 15 and 16 August: the system is down on the due day of the return and the day after.
- 17 August: the position for the board of 30 August is frozen, a day early.
- 20 September: the board of 11 October is cancelled.
"""

MESSAGES = """
Fri  9 Jun  09:30  overdue                                cpb.sro cypp.sro hscp.sro workforce.sro
Mon 12 Jun  09:30  overdue                                commissioning.sro practice.sro
Fri 16 Jun  09:30  overdue, deadline 10                   cpb.sro hscp.sro workforce.sro
Fri 16 Jun  09:30  overdue                                cypp.sro
Fri 16 Jun  09:30  deadline 10                            commissioning.sro practice.sro
Mon 19 Jun  09:30  overdue                                commissioning.sro practice.sro
Wed 21 Jun  09:30  secretariat                            secretary
Thu 22 Jun  09:30  secretariat                            secretary
Tue 27 Jun  09:30  late 23 Jun, secretariat               secretary
Tue 27 Jun  09:30  late 23 Jun, overdue, deadline 3       cpb.sro hscp.sro workforce.sro
Tue 27 Jun  09:30  late 23 Jun, overdue                   cypp.sro
Tue 27 Jun  09:30  late 26 Jun, overdue, deadline 3       commissioning.sro practice.sro
Wed 28 Jun  09:30  secretariat                            secretary
Thu 29 Jun  09:30  secretariat                            secretary
Fri 30 Jun  09:30  secretariat                            secretary
Fri 30 Jun  09:30  overdue, deadline 0, return -3         cpb.sro hscp.sro workforce.sro
Fri 30 Jun  09:30  overdue                                cypp.sro
Fri 30 Jun  09:30  deadline 0, return -3                  commissioning.sro practice.sro
Mon  3 Jul  09:30  secretariat                            secretary
Mon  3 Jul  09:30  overdue                                commissioning.sro practice.sro
Tue  4 Jul  09:30  secretariat                            secretary
Wed  5 Jul  09:30  secretariat                            secretary
Wed  5 Jul  09:30  return 0                               commissioning.sro practice.sro
Wed  5 Jul  09:30  for Workforce SRO, return 0            fostering
Thu  6 Jul  09:30  secretariat                            secretary
Thu  6 Jul  09:30  return +1, copy +1 Workforce           commissioning.sro
Thu  6 Jul  09:30  return +1, copy +1 Commissioning       practice.sro
Thu  6 Jul  09:30  for Workforce SRO, return +1           fostering
Fri  7 Jul  09:30  secretariat                            secretary
Fri  7 Jul  09:30  return +2                              practice.sro
Fri  7 Jul  09:30  for Workforce SRO, overdue, return +2  fostering
Fri  7 Jul  09:30  overdue                                cypp.sro
Fri  7 Jul  09:30  copy +2                                chair director
Mon 10 Jul  09:30  secretariat                            secretary
Mon 10 Jul  09:30  overdue                                practice.sro
Mon 10 Jul  09:30  back                                   cpb.sro
Tue 11 Jul  09:30  back                                   commissioning.sro
Fri 14 Jul  09:30  overdue                                cpb.sro cypp.sro
Fri 14 Jul  09:30  for Workforce SRO, overdue             fostering
Mon 17 Jul  09:30  overdue, deadline 10                   practice.sro
Mon 17 Jul  09:30  overdue                                commissioning.sro
Tue 18 Jul  09:00  summary                                chair #improvement-board
Fri 21 Jul  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon 24 Jul  09:30  overdue                                commissioning.sro practice.sro
Wed 26 Jul  09:30  deadline 3                             practice.sro
Fri 28 Jul  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon 31 Jul  09:30  overdue, deadline 0                    practice.sro
Mon 31 Jul  09:30  overdue                                commissioning.sro
Tue  1 Aug  09:30  secretariat                            secretary
Wed  2 Aug  09:30  secretariat                            secretary
Thu  3 Aug  09:30  secretariat                            secretary
Fri  4 Aug  09:30  secretariat                            secretary
Fri  4 Aug  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon  7 Aug  09:30  secretariat                            secretary
Mon  7 Aug  09:30  overdue                                commissioning.sro practice.sro
Tue  8 Aug  09:30  secretariat                            secretary
Wed  9 Aug  09:30  secretariat                            secretary
Thu 10 Aug  09:30  secretariat                            secretary
Thu 10 Aug  09:30  return -3                              commissioning.sro practice.sro workforce.sro
Thu 10 Aug  09:30  for CYPP SRO, return -3                cypp.chair
Fri 11 Aug  09:30  secretariat                            secretary
Fri 11 Aug  09:30  overdue                                cpb.sro workforce.sro
Fri 11 Aug  09:30  for CYPP SRO, overdue                  cypp.chair
Mon 14 Aug  09:30  secretariat                            secretary
Mon 14 Aug  09:30  overdue                                commissioning.sro practice.sro send.lead
Thu 17 Aug  09:30  late 15 Aug, secretariat               secretary
Thu 17 Aug  09:30  late 15 Aug, return +2                 commissioning.sro practice.sro send.lead workforce.sro
Thu 17 Aug  09:30  late 15 Aug, for CYPP SRO, return +2   cypp.chair
Thu 17 Aug  09:30  late 16 Aug, copy +2 for CYPP SRO      cypp.sro
Thu 17 Aug  09:30  copy +2                                chair director
Fri 18 Aug  09:30  overdue                                cpb.sro workforce.sro
Fri 18 Aug  09:30  for CYPP SRO, overdue                  cypp.chair
Fri 18 Aug  09:30  deadline 10                            send.lead
Mon 21 Aug  09:30  overdue                                commissioning.sro practice.sro send.lead
Fri 25 Aug  09:30  overdue                                cpb.sro workforce.sro
Fri 25 Aug  09:30  for CYPP SRO, overdue                  cypp.chair
Fri 25 Aug  09:30  deadline 3                             commissioning.sro
Tue 29 Aug  09:00  summary                                chair #improvement-board
Tue 29 Aug  09:30  overdue                                commissioning.sro practice.sro send.lead
Wed 30 Aug  09:30  deadline 3                             send.lead
Thu 31 Aug  09:30  deadline 0                             commissioning.sro
Fri  1 Sep  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon  4 Sep  09:30  overdue                                commissioning.sro practice.sro
Mon  4 Sep  09:30  overdue, deadline 0                    send.lead
Fri  8 Sep  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon 11 Sep  09:30  overdue                                commissioning.sro practice.sro send.lead
Wed 13 Sep  09:30  secretariat                            secretary
Thu 14 Sep  09:30  secretariat                            secretary
Fri 15 Sep  09:30  secretariat                            secretary
Fri 15 Sep  09:30  overdue                                cpb.sro cypp.sro
Fri 15 Sep  09:30  overdue, deadline 10                   workforce.sro
Mon 18 Sep  09:30  secretariat                            secretary
Mon 18 Sep  09:30  overdue, deadline 10                   commissioning.sro practice.sro send.lead
Mon 18 Sep  09:30  deadline 10                            workforce.sro
Tue 19 Sep  09:30  secretariat                            secretary
Wed 20 Sep  09:30  secretariat                            secretary
Fri 22 Sep  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon 25 Sep  09:30  overdue                                commissioning.sro practice.sro send.lead
Tue 26 Sep  09:30  deadline 3                             workforce.sro
Wed 27 Sep  09:30  deadline 3                             commissioning.sro practice.sro send.lead workforce.sro
Fri 29 Sep  09:30  overdue                                cpb.sro cypp.sro
Fri 29 Sep  09:30  overdue, deadline 0                    workforce.sro
Fri 29 Sep  09:30  deadline 0                             commissioning.sro practice.sro send.lead
Mon  2 Oct  09:30  overdue                                commissioning.sro practice.sro send.lead
Fri  6 Oct  09:30  overdue                                cpb.sro cypp.sro workforce.sro
Mon  9 Oct  09:30  overdue                                commissioning.sro practice.sro send.lead
"""

SKIPPED = """
Sun 11 Jun  weekend                                                               practice.sro
Sun 18 Jun  weekend                                                               practice.sro
Sun  2 Jul  weekend                                                               practice.sro
Wed  5 Jul  on leave until 9 July 2023, and nobody stands in                      cpb.sro
Wed  5 Jul  nothing owed                                                          hscp.sro
Wed  5 Jul  delegated to Head of Fostering                                        workforce.sro
Thu  6 Jul  on leave until 9 July 2023, and nobody stands in                      cpb.sro
Thu  6 Jul  Corporate Parenting Board has no vice chair to copy in                -
Thu  6 Jul  nothing owed                                                          hscp.sro
Thu  6 Jul  delegated to Head of Fostering                                        workforce.sro
Fri  7 Jul  on leave until 9 July 2023, and nobody stands in                      cpb.sro
Fri  7 Jul  snoozed until 11 July 2023                                            commissioning.sro
Fri  7 Jul  nothing owed                                                          hscp.sro
Fri  7 Jul  delegated to Head of Fostering                                        workforce.sro
Sun  9 Jul  weekend                                                               practice.sro
Mon 10 Jul  snoozed until 11 July 2023                                            commissioning.sro
Fri 14 Jul  delegated to Head of Fostering                                        workforce.sro
Sun 16 Jul  weekend                                                               practice.sro
Mon 17 Jul  the post “SEND SRO” is vacant                                         -
Sun 23 Jul  weekend                                                               practice.sro
Wed 26 Jul  the post “SEND SRO” is vacant                                         -
Sun 30 Jul  weekend                                                               practice.sro
Mon 31 Jul  the post “SEND SRO” is vacant                                         -
Sun  6 Aug  weekend                                                               practice.sro
Mon  7 Aug  the post “SEND SRO” is vacant                                         -
Thu 10 Aug  the post “SEND SRO” is vacant                                         -
Thu 10 Aug  delegated to Director of Public Health                                cypp.sro
Fri 11 Aug  delegated to Director of Public Health                                cypp.sro
Sun 13 Aug  weekend                                                               practice.sro
Thu 17 Aug  Children and Young People's Partnership has no vice chair to copy in  -
Thu 17 Aug  SEND Strategic Board has no vice chair to copy in                     -
Fri 18 Aug  delegated to Director of Public Health                                cypp.sro
Sun 20 Aug  weekend                                                               practice.sro
Fri 25 Aug  delegated to Director of Public Health                                cypp.sro
Sun 27 Aug  weekend                                                               practice.sro
Mon 28 Aug  Late Summer Bank Holiday                                              commissioning.sro send.lead
Sun  3 Sep  weekend                                                               practice.sro
Sun 10 Sep  weekend                                                               practice.sro
Sun 17 Sep  weekend                                                               practice.sro
Sun 24 Sep  weekend                                                               practice.sro
Sat 30 Sep  weekend                                                               commissioning.sro practice.sro
Sat 30 Sep  weekend                                                               send.lead workforce.sro
Sun  1 Oct  weekend                                                               practice.sro
Sun  8 Oct  weekend                                                               practice.sro
"""
