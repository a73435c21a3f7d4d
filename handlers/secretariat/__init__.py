"""`/secretariat`: help, people, boards and the audit trail. `linking` says who and what names in the plan are."""
