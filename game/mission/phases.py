"""The mission's table: every phase with the scene it opens on, every transition with its guard.

Law: data. Guards are functions of facts, never strings. A phase is named ``reel.scene`` as the hierarchical
machine nests it; the map in ARCHITECTURE.md is printed from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.vocabulary.values import Value

    Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Phase:
    """A state of the mission.

    Attributes:
        name: its dotted path, parents first.
        scene: the id of the scene it opens on; ``""`` only for `OVER`.
        flown: the start of the emergency that can be flown here, a word of the docking room's ``Start`` or of
            the station's ``Scenario``, or `BY_FACT`; ``""`` for a phase that is a scene only.
        landings: the beats of that scene at which the story goes on when the flight ends.
    """

    name: str
    scene: str
    flown: str = ""
    landings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """A named question to the facts; its name stands on the map."""

    name: str
    asks: Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Transition:
    """In this phase, on this trigger, if the guard agrees, go to that phase; the first row that fits."""

    source: str
    trigger: str
    target: str
    guard: Guard | None = None


START = "opening.cold_open"
FREE = "free.flight"
"""A flight outside the story: a beginning of its own."""
OVER = "over"

BY_FACT = "by_fact"
"""The start is what the fact ``free_start`` says."""

DOCKING_LANDINGS = (
    "capture",
    "hard_capture",
    "bounce",
    "strike",
    "retreat",
    "wave_off",
    "no_margin",
    "called_home",
)
"""The beats at which a flown approach may leave its scene."""

LESSON_LANDINGS = ("passed", "touched", "missed")
"""The same of a lesson."""

STATION_LANDINGS = ("flown_held", "flown_regained", "flown_night", "flown_ships")
"""The same of the station's half-hour."""

DRILL_LANDINGS = ("drill_passed", "drill_missed")
"""The same of its drill."""


def _phases(*rows: tuple[str, str] | tuple[str, str, str, tuple[str, ...]]) -> dict[str, Phase]:
    found: dict[str, Phase] = {}
    for row in rows:
        match row:
            case (name, scene):
                found[name] = Phase(name, scene)
            case (name, scene, flown, landings):
                found[name] = Phase(name, scene, flown, landings)
    return found


PHASES: Mapping[str, Phase] = _phases(
    (START, "cold_open"),
    ("casting.medical_board", "medical_board"),
    ("casting.centrifuge", "centrifuge"),
    ("casting.training", "seat_liner"),
    ("casting.evenings", "evenings"),
    ("casting.capsule", "dry_water"),
    ("casting.parabolas", "parabolas"),
    ("casting.pressure_panel", "pressure_panel"),
    ("casting.hold_still", "trainer_hold", "hold", LESSON_LANDINGS),
    ("casting.come_in", "trainer_come_in", "come_in", LESSON_LANDINGS),
    ("casting.in_the_dark", "trainer_dark", "in_the_dark", LESSON_LANDINGS),
    ("casting.exam", "sealed_ticket"),
    ("newsreel.gagarin", "newsreel_gagarin"),
    ("casting.press_hall", "press_hall"),
    ("casting.seat_swap", "seat_swap"),
    ("casting.farewell", "four_minutes"),
    ("casting.last_evening", "last_evening"),
    ("newsreel.firsts", "newsreel_laika"),
    ("up.rituals", "the_wheel"),
    ("up.launch", "launch"),
    ("up.first_orbit", "first_orbit"),
    ("up.rendezvous", "rendezvous"),
    ("up.kurs_failure", "kurs_failure"),
    ("up.manual_approach", "manual_approach", "day", DOCKING_LANDINGS),
    ("up.backed_off", "backed_off"),
    ("up.bounced", "bounced"),
    ("up.struck", "struck"),
    ("up.waved_off", "waved_off"),
    ("up.dry_tanks", "dry_tanks"),
    ("up.flight_home", "flight_home"),
    ("up.hard_contact", "hard_contact"),
    ("up.docked", "docked"),
    ("up.hatch", "hatch"),
    ("newsreel.monopoly", "newsreel_monopoly"),
    ("coverage.sick_days", "sick_days"),
    ("coverage.shooting.board", "shooting_board"),
    ("coverage.shooting.window", "cupola_day"),
    ("coverage.shooting.orders", "orders"),
    ("coverage.cameo", "cameo"),
    ("coverage.surgery", "surgery"),
    ("newsreel.mir", "newsreel_mir"),
    ("roll.drill", "drill", "drill", DRILL_LANDINGS),
    ("roll.engine_test", "engine_test"),
    ("roll.loss_of_attitude", "loss_of_attitude", "roll", STATION_LANDINGS),
    ("roll.regained", "regained"),
    ("roll.long_night", "long_night"),
    ("roll.to_ships", "to_ships"),
    ("roll.the_table", "the_table"),
    ("newsreel.leonov", "newsreel_leonov"),
    ("down.hatch_closed", "hatch_closed"),
    ("down.undocked", "undocked"),
    ("down.descent", "descent"),
    ("down.ballistic", "ballistic"),
    ("down.chute", "chute"),
    ("down.steppe", "steppe"),
    ("newsreel.tereshkova", "newsreel_tereshkova"),
    ("final_cut.rehabilitation", "rehabilitation"),
    ("final_cut.cutting_room", "cutting_room"),
    ("newsreel.sputnik", "newsreel_sputnik"),
    ("final_cut.premiere", "premiere"),
    ("final_cut.epilogue", "epilogue"),
    ("ending.shortest_shoot", "end_shortest_shoot"),
    ("ending.cut", "end_cut"),
    ("ending.mityas_film", "end_mityas_film"),
    ("ending.year_of_scarf", "end_year_of_scarf"),
    ("ending.sayan", "end_sayan"),
    ("ending.manual_control", "end_manual_control"),
    ("ending.not_in_the_script", "end_not_in_the_script"),
    ("ending.long_way_down", "end_long_way_down"),
    ("ending.upright", "end_upright"),
    ("ending.best_documentary", "end_best_documentary"),
    ("ending.clean_negative", "end_clean_negative"),
    ("ending.the_rival", "end_the_rival"),
    (
        FREE,
        "free_flight",
        BY_FACT,
        DOCKING_LANDINGS + LESSON_LANDINGS + STATION_LANDINGS + DRILL_LANDINGS,
    ),
    (OVER, ""),
)
"""Every phase, in the order of the film."""


def _word(name: str, word: str) -> Guard:
    return Guard(f"{name} == {word}", lambda facts: facts[name] == word)


def _film_is(word: str) -> Guard:
    return _word("film_is", word)


_ROWS: tuple[tuple[str, str, str, Guard | None], ...] = (
    (START, "titles", "casting.medical_board", None),
    ("casting.medical_board", "board_passed", "casting.centrifuge", None),
    ("casting.centrifuge", "cleared", "casting.training", None),
    ("casting.training", "liner_cast", "casting.evenings", None),
    ("casting.evenings", "lesson_learned", "casting.capsule", None),
    ("casting.capsule", "dried_off", "casting.parabolas", None),
    ("casting.parabolas", "slides_flown", "casting.pressure_panel", None),
    ("casting.pressure_panel", "panel_closed", "casting.hold_still", None),
    ("casting.hold_still", "lesson_over", "casting.come_in", None),
    ("casting.hold_still", "lesson_skipped", "casting.exam", None),
    ("casting.come_in", "lesson_over", "casting.in_the_dark", None),
    ("casting.come_in", "lesson_skipped", "casting.exam", None),
    ("casting.in_the_dark", "lesson_over", "casting.exam", None),
    ("casting.exam", "crew_passed", "newsreel.gagarin", None),
    ("newsreel.gagarin", "newsreel_over", "casting.press_hall", None),
    ("casting.press_hall", "questions_over", "casting.seat_swap", None),
    ("casting.seat_swap", "names_read", "casting.farewell", None),
    ("casting.farewell", "goodbye_said", "casting.last_evening", None),
    ("casting.last_evening", "lights_out", "newsreel.firsts", None),
    ("newsreel.firsts", "newsreel_over", "up.rituals", None),
    ("up.rituals", "strapped_in", "up.launch", None),
    ("up.launch", "in_orbit", "up.first_orbit", None),
    ("up.first_orbit", "orbit_closed", "up.rendezvous", None),
    ("up.rendezvous", "station_sighted", "up.kurs_failure", None),
    ("up.kurs_failure", "manual_ordered", "up.manual_approach", None),
    ("up.kurs_failure", "gave_up", "up.flight_home", None),
    ("up.manual_approach", "captured", "up.docked", None),
    ("up.manual_approach", "captured_hard", "up.hard_contact", None),
    ("up.manual_approach", "bounced", "up.bounced", None),
    ("up.manual_approach", "retreated", "up.backed_off", None),
    ("up.manual_approach", "struck", "up.struck", None),
    ("up.manual_approach", "waved_off", "up.waved_off", None),
    ("up.manual_approach", "propellant_out", "up.dry_tanks", None),
    ("up.manual_approach", "gave_up", "up.flight_home", None),
    ("up.backed_off", "go_again", "up.manual_approach", None),
    ("up.backed_off", "waved_off", "up.waved_off", None),
    ("up.backed_off", "propellant_out", "up.dry_tanks", None),
    ("up.backed_off", "gave_up", "up.flight_home", None),
    ("up.bounced", "go_again", "up.manual_approach", None),
    ("up.bounced", "waved_off", "up.waved_off", None),
    ("up.bounced", "gave_up", "up.flight_home", None),
    ("up.struck", "go_again", "up.manual_approach", None),
    ("up.struck", "waved_off", "up.waved_off", None),
    ("up.struck", "gave_up", "up.flight_home", None),
    ("up.waved_off", "second_daylight", "up.manual_approach", None),
    ("up.waved_off", "gave_up", "up.flight_home", None),
    ("up.dry_tanks", "turned_home", "up.flight_home", None),
    ("up.flight_home", "landed_early", "ending.shortest_shoot", None),
    ("up.hard_contact", "still_holding", "up.docked", None),
    ("up.docked", "hooks_closed", "up.hatch", None),
    ("up.hatch", "hatch_open", "newsreel.monopoly", None),
    ("newsreel.monopoly", "newsreel_over", "coverage.sick_days", None),
    ("coverage.sick_days", "legs_found", "coverage.shooting.board", None),
    ("coverage.shooting.board", "board_set", "coverage.shooting.window", None),
    ("coverage.shooting.window", "light_gone", "coverage.cameo", None),
    ("coverage.cameo", "cameo_done", "coverage.shooting.orders", None),
    ("coverage.shooting.orders", "orders_answered", "coverage.surgery", None),
    ("coverage.shooting.orders", "shoot_stopped", "newsreel.mir", None),
    ("coverage.surgery", "surgery_shot", "newsreel.mir", None),
    ("newsreel.mir", "newsreel_over", "roll.drill", None),
    ("roll.drill", "drill_over", "roll.engine_test", None),
    ("roll.engine_test", "test_overran", "roll.loss_of_attitude", None),
    ("roll.loss_of_attitude", "held", "roll.regained", None),
    ("roll.loss_of_attitude", "regained", "roll.regained", None),
    ("roll.loss_of_attitude", "long_night", "roll.long_night", None),
    ("roll.loss_of_attitude", "to_ships", "roll.to_ships", None),
    ("roll.long_night", "power_back", "roll.the_table", None),
    ("roll.to_ships", "all_clear", "roll.the_table", None),
    ("roll.regained", "stood_down", "roll.the_table", None),
    ("roll.the_table", "departure_settled", "newsreel.leonov", None),
    ("newsreel.leonov", "newsreel_over", "down.hatch_closed", None),
    ("down.hatch_closed", "hooks_open", "down.undocked", None),
    ("down.undocked", "burn_begun", "down.descent", None),
    ("down.descent", "guided", "down.chute", None),
    ("down.descent", "went_ballistic", "down.ballistic", None),
    ("down.ballistic", "chute_called", "down.chute", None),
    ("down.chute", "touchdown", "down.steppe", None),
    ("down.steppe", "carried", "newsreel.tereshkova", None),
    ("newsreel.tereshkova", "newsreel_over", "final_cut.rehabilitation", None),
    ("final_cut.rehabilitation", "walking", "final_cut.cutting_room", None),
    ("final_cut.cutting_room", "picture_locked", "newsreel.sputnik", None),
    ("newsreel.sputnik", "newsreel_over", "final_cut.premiere", None),
    ("final_cut.premiere", "lights_up", "final_cut.epilogue", None),
    ("final_cut.epilogue", "credits", "ending.cut", _film_is("stopped")),
    ("final_cut.epilogue", "credits", "ending.mityas_film", _film_is("mityas")),
    ("final_cut.epilogue", "credits", "ending.year_of_scarf", _film_is("scarf")),
    ("final_cut.epilogue", "credits", "ending.sayan", _film_is("sayan")),
    ("final_cut.epilogue", "credits", "ending.manual_control", _film_is("commanders")),
    ("final_cut.epilogue", "credits", "ending.not_in_the_script", _film_is("both")),
    ("final_cut.epilogue", "credits", "ending.long_way_down", _film_is("fall")),
    ("final_cut.epilogue", "credits", "ending.upright", _film_is("landing")),
    ("final_cut.epilogue", "credits", "ending.best_documentary", _film_is("documentary")),
    ("final_cut.epilogue", "credits", "ending.the_rival", _film_is("late")),
    ("final_cut.epilogue", "credits", "ending.clean_negative", None),
    (FREE, "trainer_left", START, None),
    *(
        (f"ending.{name}", "the_end", OVER, None)
        for name in (
            "shortest_shoot",
            "cut",
            "mityas_film",
            "year_of_scarf",
            "sayan",
            "manual_control",
            "not_in_the_script",
            "long_way_down",
            "upright",
            "best_documentary",
            "clean_negative",
            "the_rival",
        )
    ),
)

TRANSITIONS: tuple[Transition, ...] = tuple(Transition(*row) for row in _ROWS)
"""Every transition; rows of one source and trigger are tried in this order."""


def ending_of(phase: str) -> str:
    """Return the ending's id if the phase is an ending's, else ``""``."""
    return phase.removeprefix("ending.") if phase.startswith("ending.") else ""
