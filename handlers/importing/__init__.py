"""Importing a plan file: what it means for the record, shown before anything is kept, then kept all or not at all.

`take_in` writes a file into a transaction and says what changed; rolling the transaction back makes it a dry run. The
modules: `names` links names as written, `registers` takes boards, people and meetings, `actions` the plan itself,
`previous` the earlier boards; `report` says what was done, `command` is the way in from chat.
"""
