"""A story made from the mission's own table: each phase a scene, each of its triggers a choice."""

from __future__ import annotations

from functools import cache

from game.mission.phases import PHASES, TRANSITIONS, ending_of

WORDS = sorted(
    row.guard.name.rpartition(" == ")[2]
    for row in TRANSITIONS
    if row.guard and row.guard.name.startswith("film_is")
)
FACTS = f"""\
[gauges.nerve]
default = 50
label = "Nerve"
meaning = "Steadiness."

[facts.film_is]
type = "word"
words = {["none", *WORDS]}
default = "none"
meaning = "What the film is."
"""
PEOPLE = '[commander]\nname = "Gleb Sorokin"\ntag = "Gleb"\nnote = "Commander."\n'


def scene_text(phase: str) -> str:
    """Return the scene of a phase: ten words, and a choice of three words for each trigger."""
    scene = PHASES[phase].scene
    triggers = list(dict.fromkeys(row.trigger for row in TRANSITIONS if row.source == phase))
    reel = "7" if ending_of(phase) else "1"
    head = f"---\nscene: {scene}\nreel: {reel}\nnumber: 1\ntitle: T\nslugline: INT. HERE. DAY\n"
    head += "camera: commander\n---\n\n"
    text = "## here\n\nOne two three four five six seven eight nine ten.\n\n"
    if scene == "epilogue":
        films = "".join(
            f"- [{word}] Call it that. `film_is = {word}` -> credits\n" for word in ["none", *WORDS]
        )
        # at most nine choices a beat
        first, rest = films.split("\n")[:8], films.split("\n")[8:]
        more = "- [more] Think it over. -> more\n\n## more\n\n"
        text += "\n".join(first) + "\n" + more + "\n".join(rest)
    else:
        text += "".join(f"- [{trigger}] Go on there. -> {trigger}\n" for trigger in triggers)
    return head + text + "".join(f"\n## {trigger}\n\n=> {trigger}\n" for trigger in triggers)


@cache
def relay_files() -> dict[str, bytes]:
    """Return the whole story."""
    endings = [ending_of(name) for name in PHASES if ending_of(name)]
    texts = {
        "facts.toml": FACTS,
        "people.toml": PEOPLE,
        "endings.toml": "".join(f'[{ending}]\ntitle = "T"\nnote = "N"\n' for ending in endings),
        "renamed.toml": "",
        "starts.toml": "",
        "phrases.toml": '"a.b" = "Words."\n',
        "archive/sources.toml": '[A]\naddress = "https://example.org"\n',
        "archive/kurs.md": "# Kurs\n\nIt measures range. [A]\n",
    }
    texts |= {
        f"reels/1_all/{phase.scene}.md": scene_text(name) for name, phase in PHASES.items() if phase.scene
    }
    return {file: text.encode() for file, text in texts.items()}
