"""What the privacy check sees, and what boards write every day and must be let through."""

from datetime import date

import pytest

from models.privacy.private_text import looks_private

TODAY = date(2023, 6, 7)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("DOB 14/02/2012", "a date of birth"),
        ("d.o.b.: 3 March 2010, seen twice", "a date of birth"),
        ("His date of birth is unknown, date of birth: 14.02.12", "a date of birth"),
        ("the girl, born on 14 February 2012, has moved", "a date of birth"),
        ("Born 2012", "a date of birth"),
        ("Jamie Brown (14/02/2012) was seen", "a name with a date of birth"),
        ("jointly with Jamie Brown, 14th February 2012", "a name with a date of birth"),
        ("Jamie B. 14-02-12 not yet", "a name with a date of birth"),
        ("Jamie-Lee Brown 14/02/2012", "a name with a date of birth"),
        ("Jamie O'Brien 14/02/2012", "a name with a date of birth"),
        ("Jamie O’Brien-Smith, 14/02/2012", "a name with a date of birth"),
        ("Jamie McDonald, 14/02/2012", "a name with a date of birth"),
        ("Zoë Müller, 14/02/2012", "a name with a date of birth"),
        ("Tom Lee Brown - 1 May 2005", "a name with a date of birth"),
        ("see case no. 1234567", "a case number"),
        ("case 1234567", "a case number"),
        ("Case number: 98765", "a case number"),
        ("Mosaic ID: 123456", "a case number"),
        ("in Liquidlogic 7654321 since May", "a case number"),
        ("LCS 1234567", "a case number"),
        ("child ref #20231", "a case number"),
        ("https://example.org/record?case_id=1234567", "a case number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("UPN A123456789012", "a unique pupil number"),
        ("NI AB 12 34 56 C", "a National Insurance number"),
        ("Tyler, 9, has moved", "a child's or young person's name"),
        ("Maya (14) wants to stay", "a child's or young person's name"),
        ("the siblings Tyler and Maya", "a child's or young person's name"),
        ("Hearing HR21C00123 on Monday", "a court's case number"),
        ("NINO QQ123456C", "a National Insurance number"),
        ("on 07700 900123", "a mobile number"),
        ("on +44 7700 900123", "a mobile number"),
        ("b. 12/03/2009", "a date of birth"),
    ],
)
def test_seen(text: str, what: str) -> None:
    assert looks_private(text, TODAY) == what


@pytest.mark.parametrize(
    "text",
    [
        "The campaign has not started; back to green 30 Sep 2023.",
        "Ofsted visited on 14/03/2022 and its letter was published on 21 April 2022.",
        "The Children Act 1989 and Working Together 2018 both ask for this.",
        "Working Together to Safeguard Children, 1 July 2018, is out of date.",
        "Approved by the Improvement Board, 26 April 2023.",
        "The Corporate Parenting Board 14/09/2021 agreed the terms of reference.",
        "Since Summer Term 2021 attendance has risen to 93.4%.",
        "Inspection Report 12 July 2019 is the baseline.",
        "EHC plans within 20 weeks: 100% in April 2023; 24 places in 4 new bases.",
        "0 appointments and 2 conversions from agency; 12 posts advertised on 03/04/2023.",
        "Case file audits: 48 of 50 completed, 31 judged good or better.",
        "Case numbers rose from 10234 to 11876 in the year.",
        "Caseloads: 214 children, on average 17.8 for each worker, ceiling 18.",
        "The Mosaic 2023 upgrade is booked for 1 October 2023.",
        "Funding of £2,852,000 in 2021/22, £2,370,000 in 2022/23.",
        "Reserves 2852 and 2370 thousand, grant 214, purchase order 4500123456.",
        "Telephone 0300 123 1234 or 01392 383000 for the front door.",
        "Call 020 7946 0123 to book; the room is B 12.",
        "Head of Fostering, 1 May 2023, in post.",
        "Sarah Jones starts as interim manager on 3 July 2023.",
        "Sarah Jones, 3 July 2023: interim manager starts.",
        "DOB is complete for 98% of records.",
        "The date of birth field is now mandatory in the form.",
        "Children born to mothers under 18 are offered a family nurse.",
        "Pre-birth assessments by week 16: 27 of 31.",
        "Version 0.11 of the plan, 17/05/2023, replaces 0.10.",
        "Statement of Action signed by NHS partners on 12/12/2022.",
        "Person specification and job description agreed; grade PO4, ref HR/2023/118.",
        "Client group: young people aged 16 to 25; 1200 contacts a year.",
        "The agreement with the 5 district councils ended on 31 March 2021.",
        "We moved from 3 to 9 hubs, 2,400 visits, 67.5% from the two wards.",
        "See https://example.org/papers/2023/06/07/item-5.pdf",
        "Signed off at the Quality Assurance Group 14/06/2021.",
        "Practice Week May 2021 led to 14 actions, 13 done.",
        "Ledbury (14) and Ross (9) have most; Amber (14), Form 14, b. 12/03/2023.",
    ],
)
def test_let_through(text: str) -> None:
    assert looks_private(text, TODAY) is None
