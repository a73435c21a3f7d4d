"""Packs: what was compiled for a meeting and its files, with the highlights and the acronyms that are printed in
them.
"""
