"""Manual docking: from 70 m below Rassvet to the cone, by hand.

Law: what the pilot does not perceive, the pilot does not have. `sight` is what the round glass shows,
`instruments` what the panel says; range and closing speed are in neither.
"""
