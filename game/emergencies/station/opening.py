"""How an emergency of the station begins: from the facts of the story and the seed, once.

Law: what can differ between two flights of the same scenario is drawn here, rounded, and never again; what
the machines were doing at that tick is theirs to say.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from game.chance import draw
from game.emergencies.station import machines
from game.emergencies.station.scenarios import Scenario
from game.emergencies.station.state import Brief, Film, Phase, Someone, StationState, Watch
from game.emergencies.station.tasks import WORKPLACES
from game.flight.station import SOYUZ_AT_NAUKA_JETS
from game.vocabulary.flying import Rung
from game.vocabulary.station import GROUNDS, News, Person, StationCue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.vocabulary.values import Value

SIMULATION = 1
"""Version of the rules by which a tick follows from the one before; a recording of another one is not
replayed."""

STARTS: Mapping[Scenario, tuple[str, int]] = MappingProxyType(
    {
        Scenario.ROLL: ("2021-10-15", 9 * 3600 + 12 * 60 + 40),
        Scenario.DRILL: ("2021-10-15", 7 * 3600 + 45 * 60),
        Scenario.MODULE: ("2021-07-29", 16 * 3600 + 42 * 60),
    }
)
"""Day, and second of the day at tick 0."""

FIRST_KG = 302
"""In the docked ship at tick 0, where the story says nothing [kg]."""

MODULE_COUNTER_KG = 170.0
"""What the new module's jets burn before they stop by themselves [kg]: 15 to 20 minutes (facts 3.7)."""

DRILL_CUES = (StationCue.GYROS_FULL, StationCue.ATTITUDE_LOST)
"""What the laptop sounds as a drill begins."""

_STREAM = "station/opening/"
_STUCK = tuple(
    jet.name for jet in SOYUZ_AT_NAUKA_JETS if jet.name.startswith(("soyuz_turn_b_", "soyuz_turn_d_"))
)
"""Either of them turns her in pitch at 2,665 N m."""

_WATCHED = (Person.ROOKIE, Person.COMMANDER, Person.ASTRONAUT, *GROUNDS)
"""On 29 July everybody at a laptop had watched it for eight minutes."""


def begin(facts: Mapping[str, Value], seed: int, rung: Rung, scenario: Scenario) -> StationState:
    """Return an emergency of the station at its first tick.

    Args:
        facts: of the story; those that matter here are nerve, crew, soyuz_kg, shoot_stopped, cupola_warned
            and, for a drill on its own morning, clock.
        seed: of the playthrough.
        rung: how hard; told is taken as flown.
        scenario: which.
    """
    brief = _brief(facts, seed, scenario)
    first = machines.at_first(brief)
    return StationState(
        brief=brief,
        tick=0,
        phase=Phase.RUNNING,
        rung=Rung.FLOWN if rung is Rung.TOLD else rung,
        body=first.body,
        ship=first.ship,
        segment=first.segment,
        arrays=first.arrays,
        power=first.power,
        radio=first.radio,
        people=tuple(_someone(who, brief) for who in Person),
        film=Film(rolling=brief.shooting),
        loop_c=first.loop_c,
        watch=_watch(scenario),
    )


def _watch(scenario: Scenario) -> Watch:
    """Return what has been noticed at tick 0: in the drill the tone, which is how it begins."""
    if scenario is not Scenario.DRILL:
        return Watch()
    return Watch(said=tuple(one.value for one in DRILL_CUES), lost_tick=0)


def _brief(facts: Mapping[str, Value], seed: int, scenario: Scenario) -> Brief:
    day, start_s = STARTS[scenario]
    clock = str(facts.get("clock", ""))
    if scenario is Scenario.DRILL and clock[:10] == day:
        start_s = int(clock[11:13]) * 3600 + int(clock[14:16]) * 60 + int(clock[17:19])
    module = scenario is Scenario.MODULE
    counter = 4.9 + 0.01 * (draw(seed, _STREAM + "counter", 0, 21) - 10)
    if module:
        counter = MODULE_COUNTER_KG + draw(seed, _STREAM + "counter", 0, 21)
    roll = scenario is Scenario.ROLL
    return Brief(
        version=SIMULATION,
        seed=seed,
        scenario=scenario,
        day=day,
        start_s=start_s,
        nerve=_whole(facts, "nerve", 60),
        crew=_whole(facts, "crew", 60),
        ship_kg=float(max(1, _whole(facts, "soyuz_kg", FIRST_KG))),
        shooting=roll and facts.get("shoot_stopped") is not True,
        warned=roll and facts.get("cupola_warned") is True,
        jets=(_STUCK[draw(seed, _STREAM + "jet", 0, len(_STUCK))],) if roll else (),
        thrust_share=_thrust_share(seed, module=module),
        counter_kg=round(counter, 2),
    )


def _thrust_share(seed: int, *, module: bool) -> float:
    """Return what the jets that run on give of what they should: three per cent either way.

    The new module's by three in a thousand: their push and Zvezda's against it nearly balance, and what is
    left over is what turns her.
    """
    step = 0.00001 if module else 0.0001
    return round(1.0 + step * (draw(seed, _STREAM + "thrust", 0, 601) - 300), 5)


def _someone(who: Person, brief: Brief) -> Someone:
    knows: tuple[News, ...] = ()
    if brief.warned and who in (Person.DIRECTOR, Person.ACTOR):
        knows = (News.HOLD_TIGHT,)
    if brief.scenario is Scenario.MODULE and who in _WATCHED:
        knows = (News.RUNS_ON,)
    return Someone(who, WORKPLACES.get(who), knows=knows)


def _whole(facts: Mapping[str, Value], name: str, otherwise: int) -> int:
    value = facts.get(name, otherwise)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
