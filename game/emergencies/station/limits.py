"""The numbers of the machines: what they can do, and where a line is drawn.

Law: numbers and where they are from. *Sourced* and *derived* are those of ``game.flight``; every number here
is **chosen for play** unless it says otherwise, so that nobody doing anything gives the half hour of the day.
"""

from __future__ import annotations

from game.flight.frames import orbital_rate
from game.flight.gyros import LOST_AT_RAD, STATION_GYROS
from game.flight.station import INERTIA_B

QUARTER_S = 0.25
"""The step of the body and the jets [s]; shorter changes nothing that can be seen (``turning``'s test)."""

QUARTER_TICKS = 5
"""The same in ticks."""

DEG = 0.017453292519943295
"""One degree [rad]."""

ORBITAL_RATE_RAD_S = orbital_rate()
"""Of the station [rad/s]."""

STATION_INERTIA = INERTIA_B
"""The complete station; assumed (``game.flight.station``)."""

GYROS = STATION_GYROS
"""Four wheels; momentum sourced, torque recalled."""

LOST_RAD = 1.3 * LOST_AT_RAD
"""The attitude error at which full gyros count as having lost it [rad]: a little more than the condition of
``game.flight.gyros``, because their computer waits some two seconds before it believes it."""

RUN_ON_S = 5
"""The jet has run on for so long at tick 0 [s]: since 09:12:35."""

# -- the docked ship

DEPARTURE_KG = 290.0
"""The line for leaving [kg]: below it Sunday's departure is in question."""

NEAR_DEPARTURE_KG = 295.0
"""Five kilograms over it."""

VALVES_STICK_OF_100 = 40
"""Propellant valves shut hot do not open again so often."""

# -- the new module, 29 July 2021

MODULE_TORQUE_N_M = 8_430.0
"""Its jets in pitch: a little more than Zvezda has against them, which was called a tug of war (sourced)."""

MODULE_FLOW_KG_S = 0.172
"""Of its jets [kg/s]; with what its counter holds, they end by themselves after some 17 minutes."""

# -- the Russian segment's jets

SLEW_RAD_S = 0.055 * DEG
"""The book's rate for turning back."""

FAST_SLEW_RAD_S = 0.12 * DEG
"""The quicker one: more propellant."""

COARSE_BANDS_RAD_S = (8.0e-5, 8.0e-5, 5.0e-5)
"""Pitch, yaw, roll: so far from the wanted rate a jet answers, while turning or nulling."""

FINE_BANDS_RAD_S = (4.0e-5, 4.0e-5, 3.0e-5)
"""The same while holding: inside them gyros can take her over without filling."""

RELEASE = 0.25
"""A jet that fires goes on until the error is down to this share of its band."""

CLOSING_1_S = 0.012
"""Near the end of the way back the rate falls with the angle: rate = this times the angle."""

HOLD_DEAD_BAND_RAD = 0.3 * DEG
"""Inside this a held attitude is left alone."""

HOLD_1_S = 0.005
"""Outside it she is brought back at this times the error, ..."""

HOLD_RATE_RAD_S = 0.004 * DEG
"""... and never faster."""

NULLED_RAD_S = 8.0e-5
"""Rates count as nulled below this about every axis; 0.0046 degrees a second."""

LEVEL_RAD = 0.6 * DEG
"""The way back is over, ..."""

LEVEL_RATE_RAD_S = 0.02 * DEG
"""... unless she runs through level at more than this."""

UNLOAD_FROM = 0.45
"""From this share of the store on the gyros ask the jets for help, until control has been lost once."""

UNLOAD_TO_N_M_S = 1_200.0
"""They stop asking when so little is left about an axis, store and body together."""

UNLOAD_DELAY_TICKS = 100
"""The help comes five seconds after the last docked ship's jet is shut: before that it is forbidden."""

DRAIN_N_M = 160.0
"""While the jets hold her, the gyros that are out of the loop are emptied against them at this torque."""

STATION_FUEL_LOW_KG = 120.0
"""So much used, somebody counts it."""

FIGHT_TICKS = 100
"""Five seconds of pushing against one another count as a fight."""

FIGHT_N_M = 200.0
"""The least push of the gyros that counts."""

# -- control

REGAINED_TILT_RAD = 5.0 * DEG
"""Within this of level ..."""

REGAINED_RATE_RAD_S = 0.01 * DEG
"""... and slower than this ..."""

REGAINED_TICKS = 200
"""... for ten seconds: control is regained."""

GYROS_HOLD_TICKS = 1200
"""They have held for a minute."""

# -- arrays

TURN_ARRAYS_TICKS = 2600
"""130 s to the safe angles: eight wings, at the slow rate of their gimbals. Chosen for play."""

LOCK_ARRAYS_TICKS = 200
"""10 s for the latches."""

LOCKED_NORMAL = (-0.6, 0.0, -0.8)
"""Where the locked arrays together look, body axes, unit. The real wings lock at angles from a table; what
they catch together is put into one direction, chosen so that they catch less and less as she turns either
way."""

DOCKING_NORMAL = (0.0, 0.8, -0.6)
"""The same for the angles of a docking, at which they had been locked on 29 July."""

LOCKED_SHARE = 0.38
"""Of the full power that locked arrays make with the Sun straight on them: they shade one another."""

INCIDENCE_PER_S = 0.015
"""The most that what they catch changes in a second: they turn slowly."""

STRIKE_AFTER_S = 5
"""The least seconds of jets near unlocked arrays before a plume hurts one."""

STRIKE_SPREAD_S = 10
"""A draw of so many more."""

STRIKE_AGAIN_S = 40
"""Each further one after so many more seconds."""

STRIKE_LEAST, STRIKE_SPREAD = 6, 12
"""Hundredths of the power that one costs: the least, and a draw of so many more."""

MOST_STRIKES = 4
"""There are eight wings, and half of them are never near a plume."""

# -- power and heat

FULL_KW = 84.0
"""All arrays, Sun straight on them [kW]."""

BASE_KW, COMFORT_KW, FILM_KW, COOLING_KW = 40.0, 8.0, 2.0, 6.0
"""Loads [kW]: what must run, and what can be shed."""

DOWN_KW = 12.0
"""What still runs after the buses have dropped [kW]."""

BATTERY_KWH = 34.0
"""What may be drawn before the first bus drops [kWh]. A usual night takes 22."""

BATTERY_LOW = 0.35
"""From here on what is left is for the night that comes."""

SUN_OFF, SUN_ON = 0.10, 0.20
"""Share of the full power below which the Sun has left the arrays, and above which it is back."""

RADIATOR_K = 24.0
"""The loops settle so far above their usual temperature with the radiators square to the Sun [K]."""

ONE_LOOP_K = 9.0
"""The same for the second cooling loop shed [K]."""

LOOP_S = 900.0
"""They need so long to get most of the way [s]."""

HEATING_K, OVERHEATED_K = 4.0, 12.0
"""Warmer than they should be, and too warm [K]."""

# -- radio

ANTENNAS = ((0.0, -0.33, -0.943981), (0.3, 0.75, -0.589491))
"""Where the two S-band antennas look, body axes, unit: zenith and a little to port, zenith and far to
starboard. Assumed; chosen for play so that either loses its relays at tilts at which the other has one."""

S_BAND_COSINE = 0.36
"""A relay farther than 69 degrees from an antenna's axis is not heard."""

S_BAND_HYSTERESIS = 0.04
"""One that is lost comes back so much farther in."""

KU_COSINE = 0.17
"""The dish on its gimbals, looking up, reaches 80 degrees to either side."""

KU_TILT_RAD = 9.0 * DEG
"""It steers as if she were level, and loses its relay when she is farther over than this."""

KU_RATE_RAD_S = 0.12 * DEG
"""Or turns faster."""

KU_BACK_SHARE = 0.9
"""It finds a relay again only well inside of both."""

PATCH_TICKS = 2400
"""Two minutes of work in two rooms to lead Moscow through the S-band."""

GAPS_S = ((300, 100, 50, 60), (1010, 80, 40, 40))
"""One relay satellite hands her on to the next: each gap begins at so many seconds and a draw of so many
more, and lasts so many and a draw of so many more."""

SOON_S = 120
"""Sunset and the next site are announced two minutes before."""
