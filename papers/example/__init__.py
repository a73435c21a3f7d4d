"""The example plan: one spreadsheet as a secretariat would keep it, before the board of 7 June 2023.

`plan.xlsx` is the only source of the example; `secretariat example` loads it, and the tests read it. It never holds the
name of a real person: posts and the people in them are role titles, with addresses at example.org.
"""
