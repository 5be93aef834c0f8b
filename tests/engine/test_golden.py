"""The same seed and the same orders give the same states: in every process, and on every supported Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from .golden import FILE, golden_hashes

ROOT = Path(__file__).parents[2]
SUPPORTED = ((3, 11), (3, 12), (3, 13))
_NEEDED = "import sys, msgspec, transitions, markdown_it; print(*sys.version_info[:2])"

GOLDEN, FLOWN = "tests.engine.golden", "tests.emergencies.docking.golden"
"""What prints its hashes when it is run."""

PYTHONS = "OFFSCRIPT_PYTHONS"
"""More interpreters to try, each with the game's dependencies; separated as in PATH."""


def test_the_states_hash_to_the_golden_values() -> None:
    """Nothing in the engine changed what an old recording leads to."""
    assert golden_hashes() == json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_a_fresh_process_finds_the_same_states(hash_seed: str) -> None:
    """No order of a set or of a dictionary leaks into a state."""
    assert _hashes_of(sys.executable, hash_seed) == golden_hashes()


@pytest.mark.parametrize("version", SUPPORTED, ids=lambda version: ".".join(map(str, version)))
@pytest.mark.parametrize("module", [GOLDEN, FLOWN])
def test_every_supported_python_finds_the_same_states(module: str, version: tuple[int, int]) -> None:
    """Each one that this machine has, with the game's dependencies in it; in story and in flight."""
    python = _find(version)
    if python is None:
        name = ".".join(map(str, version))
        pytest.skip(f"this machine has no Python {name} with the game's dependencies; name one in ${PYTHONS}")
    assert _hashes_of(python, "0", module) == _hashes_of(sys.executable, "0", module)


def _hashes_of(python: str, hash_seed: str, module: str = GOLDEN) -> object:
    told = subprocess.run(
        [python, "-B", "-m", module],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(told.stdout)


def _find(version: tuple[int, int]) -> str | None:
    if sys.version_info[:2] == version:
        return sys.executable
    return next((python for python in _candidates(version) if _serves(python, version)), None)


def _candidates(version: tuple[int, int]) -> list[str]:
    name = ".".join(map(str, version))
    named = [python for python in os.environ.get(PYTHONS, "").split(os.pathsep) if python]
    on_path = which(f"python{name}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return [
        *named,
        *([on_path] if on_path else []),
        *(str(python) for python in sorted(pyenv.glob(f"{name}.*/bin/python"))),
    ]


def _serves(python: str, version: tuple[int, int]) -> bool:
    """Tell whether an interpreter is of this version and has what the engine needs."""
    try:
        told = subprocess.run(
            [python, "-c", _NEEDED], capture_output=True, text=True, check=False, timeout=60
        )
    except OSError:
        return False
    return told.returncode == 0 and told.stdout.split() == [str(part) for part in version]
