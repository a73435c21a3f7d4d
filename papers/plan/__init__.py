"""The plan as a spreadsheet: reading a tracker as it is found in the wild, and writing one that reads back unchanged.

`reading.read_plan` turns a file into a `contents.PlanFile`; `writing.write_plan` turns one into a workbook.
Nothing here knows the database: what a file means for the record is decided in `handlers/importing/`.
"""
