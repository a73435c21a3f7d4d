"""The same four months (8 June to 11 October 2023) in which things happen, written by hand from the rules.

- 21 and 22 June: the system is down, on the day of the commission. On the 23rd it is made, marked late.
- 30 June, in the evening (as all that follows): Workforce SRO plans leave for 3 to 14 July, with Head of Fostering as
  delegate, who is on leave on 6 and 7 July: then the vice chair is asked, Commissioning SRO. CPB SRO plans leave for 5
  to 9 July, with nobody to stand in; the board has no vice chair, so the secretariat is asked.
- 3 July: HSCP SRO answers for all seven actions, Blue: nothing more is owed. The secretary hears that answers came.
- 6 July: Commissioning SRO snoozes until the 11th.
- 10 July: the position for the board of 19 July freezes by itself. Who is back from leave or snooze hears once.
- 14 July: the post SEND SRO falls vacant; Head of SEND takes it on from 14 August, and hears at once what is overdue.
- 7 to 25 August: CYPP SRO's delegate is Director of Public Health (cypp.chair), and CYPP SRO is not away.
- 15 and 16 August: the system is down on the due day of the return and the day after.
- 17 August: the position for the board of 30 August is frozen, a day early. How it is printed is said on the 18th.
- 20 September: the board of 11 October is cancelled. Nobody is asked any more; deadlines go on until three messages of
  them have gone out since 30 August: Workforce (1, 15, 18 September) and SEND (1, 4, 18 September) have no fourth.
"""

MESSAGES = """
Thu  8 Jun  09:30  overdue                                                    commissioning.sro cpb.sro cypp.sro
Thu  8 Jun  09:30  overdue                                                    hscp.sro practice.sro workforce.sro
Fri 16 Jun  09:30  deadline 10                                                commissioning.sro cpb.sro hscp.sro
Fri 16 Jun  09:30  deadline 10                                                practice.sro workforce.sro
Fri 23 Jun  09:30  late 21 Jun, commission                                    commissioning.sro cpb.sro hscp.sro
Fri 23 Jun  09:30  late 21 Jun, commission                                    practice.sro workforce.sro
Fri 23 Jun  09:30  late 21 Jun, opened                                        secretary
Fri 30 Jun  09:30  deadline 0, return -3                                      commissioning.sro cpb.sro hscp.sro
Fri 30 Jun  09:30  deadline 0, return -3                                      practice.sro workforce.sro
Tue  4 Jul  09:30  answered                                                   secretary
Wed  5 Jul  09:30  return 0                                                   commissioning.sro practice.sro
Wed  5 Jul  09:30  for Workforce SRO, return 0                                fostering
Wed  5 Jul  09:30  asked instead                                              secretary
Thu  6 Jul  09:30  return +1, copy +1 Workforce, asked instead                commissioning.sro
Thu  6 Jul  09:30  return +1, copy +1 Commissioning                           practice.sro
Thu  6 Jul  09:30  asked instead, late                                        secretary
Fri  7 Jul  09:30  return +2                                                  practice.sro
Fri  7 Jul  09:30  asked instead                                              secretary
Fri  7 Jul  09:30  copy +2                                                    chair director
Mon 10 Jul  09:30  freeze                                                     secretary
Mon 10 Jul  09:30  back                                                       cpb.sro
Tue 11 Jul  09:30  printed                                                    cpb.sro practice.sro
Tue 11 Jul  09:30  printed, back                                              commissioning.sro
Tue 11 Jul  09:30  for Workforce SRO, printed                                 fostering
Tue 11 Jul  09:30  no pack                                                    secretary
Mon 17 Jul  09:30  back                                                       workforce.sro
Mon 17 Jul  09:30  deadline 10                                                practice.sro
Tue 18 Jul  09:00  summary                                                    chair #improvement-board
Thu 20 Jul  09:30  overdue                                                    cypp.sro
Tue 25 Jul  09:30  overdue                                                    commissioning.sro cpb.sro
Mon 31 Jul  09:30  deadline 0                                                 practice.sro
Mon 31 Jul  09:30  overdue                                                    workforce.sro
Tue  1 Aug  09:30  commission                                                 commissioning.sro cypp.sro
Tue  1 Aug  09:30  commission                                                 practice.sro workforce.sro
Tue  1 Aug  09:30  opened                                                     secretary
Thu 10 Aug  09:30  return -3                                                  commissioning.sro practice.sro
Thu 10 Aug  09:30  return -3                                                  workforce.sro
Thu 10 Aug  09:30  for CYPP SRO, return -3                                    cypp.chair
Mon 14 Aug  09:30  overdue                                                    send.lead
Thu 17 Aug  09:30  late 15 Aug, return 0, return +1, return +2, copy +1       practice.sro workforce.sro
Thu 17 Aug  09:30  late 15 Aug, return 0, return +1, return +2, copy +1, deadline 10  commissioning.sro
Thu 17 Aug  09:30  late 15 Aug, return 0, return +1, return +2                send.lead
Thu 17 Aug  09:30  late 15 Aug, for CYPP SRO, return 0, return +1, return +2  cypp.chair
Thu 17 Aug  09:30  late 16 Aug, copy +1, copy +2                              cypp.sro
Thu 17 Aug  09:30  copy +2                                                    chair director
Thu 17 Aug  09:30  late 16 Aug, late                                          secretary
Fri 18 Aug  09:30  printed                                                    commissioning.sro practice.sro
Fri 18 Aug  09:30  printed                                                    workforce.sro
Fri 18 Aug  09:30  printed, deadline 10                                       send.lead
Fri 18 Aug  09:30  for CYPP SRO, printed                                      cypp.chair
Mon 21 Aug  09:30  no pack                                                    secretary
Tue 29 Aug  09:00  summary                                                    chair #improvement-board
Thu 31 Aug  09:30  deadline 0                                                 commissioning.sro
Thu 31 Aug  09:30  overdue                                                    cpb.sro cypp.sro
Fri  1 Sep  09:30  overdue                                                    practice.sro send.lead workforce.sro
Mon  4 Sep  09:30  deadline 0                                                 send.lead
Wed 13 Sep  09:30  commission                                                 commissioning.sro cpb.sro hscp.sro
Wed 13 Sep  09:30  commission                                                 practice.sro workforce.sro
Wed 13 Sep  09:30  opened                                                     secretary
Fri 15 Sep  09:30  deadline 10                                                workforce.sro
Mon 18 Sep  09:30  deadline 10                                                commissioning.sro practice.sro
Mon 18 Sep  09:30  deadline 10                                                send.lead workforce.sro
Fri 29 Sep  09:30  deadline 0                                                 commissioning.sro practice.sro
"""

SKIPPED = """
Wed  5 Jul  on leave until 9 July 2023, and nobody stands in: Board Secretary is asked  cpb.sro
Wed  5 Jul  nothing owed                                                                hscp.sro
Wed  5 Jul  delegated to Head of Fostering                                              workforce.sro
Thu  6 Jul  on leave until 9 July 2023, and nobody stands in: Board Secretary is asked  cpb.sro
Thu  6 Jul  Corporate Parenting Board has no vice chair to copy in                      -
Thu  6 Jul  nothing owed                                                                hscp.sro
Thu  6 Jul  AWAY                                                                        workforce.sro
Fri  7 Jul  on leave until 9 July 2023, and nobody stands in: Board Secretary is asked  cpb.sro
Fri  7 Jul  snoozed until 11 July 2023                                                  commissioning.sro
Fri  7 Jul  nothing owed                                                                hscp.sro
Fri  7 Jul  AWAY                                                                        workforce.sro
Tue 11 Jul  delegated to Head of Fostering                                              workforce.sro
Mon 17 Jul  the post “SEND SRO” is vacant                                               -
Mon 31 Jul  the post “SEND SRO” is vacant                                               -
Tue  1 Aug  the post “SEND SRO” is vacant                                               -
Thu 10 Aug  the post “SEND SRO” is vacant                                               -
Thu 10 Aug  delegated to Director of Public Health                                      cypp.sro
Tue  1 Aug  the post “SEND SRO” is vacant                                               -
Thu 17 Aug  Children and Young People's Partnership has no vice chair to copy in        -
Thu 17 Aug  SEND Strategic Board has no vice chair to copy in                           -
Fri 18 Aug  delegated to Director of Public Health                                      cypp.sro
Fri 29 Sep  ENOUGH                                                                      send.lead workforce.sro
Sat 30 Sep  weekend                                                                     commissioning.sro practice.sro
Sat 30 Sep  weekend                                                                     send.lead workforce.sro
""".replace(
    "AWAY",
    "on leave until 14 July 2023, and Head of Fostering, who stands in, until 7 July 2023: Commissioning SRO is asked",
).replace("ENOUGH", "has had 3 messages about deadlines since the last board: the next that goes out has it")
