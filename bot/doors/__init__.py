"""What all doors have in common: recognising people, asking, going on with a form, telling failures.

A platform's folder beside this one brings only what is its own; CONTRIBUTING says which files.
"""
