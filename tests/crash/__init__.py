"""The crash test: several real `serve` processes on one record, killed at random while a faulty Slack counts.

`python -m tests.crash` runs it in the large; `test_crash.py` runs the same code in the small, in the suite.
"""
