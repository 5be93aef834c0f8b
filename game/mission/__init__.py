"""The mission as a state machine: a table of phases and transitions, and the one door to `transitions`.

Law: the table is data and is the only place that says what may follow what; nothing but a trigger moves it.
"""
