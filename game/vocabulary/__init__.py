"""The words the rooms speak to one another in: orders, reports, and the values they carry.

Law: frozen values only. Nothing here computes, reads or remembers.
"""
