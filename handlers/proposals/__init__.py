"""Proposing a change of the plan: what each kind asks for, read from a line or a form, kept until a board decides."""
