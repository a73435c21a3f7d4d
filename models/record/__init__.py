"""The record itself: the database and its transactions, the log of every change, and the rules of the organisation
whose record it is. Every other room stands on this one.
"""
