"""The pure simulation under every emergency: SI floats in, SI floats out.

Where things are:

- ``frames``: the conventions of this room, drawn; LVLH and Hill axes. Read it first.
- ``vectors``, ``attitude``, ``guards``, ``integration``: plain floats, quaternions, the border, the step.
- ``rigid_body``: Euler's equations, gravity gradient, a body in orbit.
- ``relative``, ``ship``: Clohessy-Wiltshire; the powered ship near the station.
- ``jets``, ``soyuz``, ``hand_controllers``: jets with lever arms; the ship as data; which jets a deflection
  fires.
- ``ports``, ``contact``: the docking read-out; what a touch leads to.
- ``turning``, ``gyros``, ``station``: a body that turns in orbit; the four gyros; the station as data.
- ``instants``, ``orbit``, ``sun``, ``ground``, ``almanac``: the days' own orbit, light and radio.
- ``atmosphere``, ``entry``, ``descent``: from the deorbit burn to the parachute.
- ``verification``: reference cases against all of the above.

Law: no clock, no disk, no chance, no numpy; nothing is imported here, so that ``import game.flight`` costs
nothing. Radians, metres, seconds, kilograms inside; degrees only where a name says so.
Inside the stepped simulation only + - * / and the square root, so that every machine gives the same flight;
``docs/fidelity.md`` names what transcendental functions remain, and how large every omission is.
"""
