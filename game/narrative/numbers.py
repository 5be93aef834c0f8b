"""How people say numbers: ``[numbers]`` of a file of call-outs.

Law: pure; the words come from the story, only the way they are put together is here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How a number is said."""

    WHOLE = "whole"
    TENTHS = "tenths"
    """``24`` is two point four; from ten on whole."""
    HUNDREDTHS = "hundredths"
    """Thousandths, said in hundredths, digit by digit: ``152`` is nought point one five."""
    HALVES = "halves"
    """Tenths of a metre, said in metres and halves: a range."""
    LENGTH = "length"
    """Tenths of a metre, as a person puts a length."""
    NEAREST = "nearest"
    """Ten of them to one, said whole: millimetres as centimetres."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How people here say numbers (``[numbers]``).

    Attributes:
        ones: nought to nineteen.
        tens: twenty to ninety.
        a_hundred: for one of them.
        hundred: after another number.
        joint: between hundreds and the rest.
        point: before tenths.
        half: less than one.
        and_a_half: after a whole number.
        lengths: below so many tenths of a metre [dm], in these words; rising.
        far: for lengths beyond them, with ``{metres}``.
        singular: nouns that follow a number, with what each is after one.
    """

    ones: tuple[str, ...]
    tens: tuple[str, ...]
    a_hundred: str
    hundred: str
    joint: str
    point: str
    half: str
    and_a_half: str
    lengths: tuple[tuple[int, str], ...]
    far: str
    singular: tuple[tuple[str, str], ...] = ()

    def mended(self, text: str) -> str:
        """Return a sentence with every noun of `singular` that follows a bare one made one of them."""
        nouns = dict(self.singular)
        if not nouns:
            return text
        counting = {self.joint, self.point, *self.ones, *self.tens}
        one, plurals = re.escape(self.ones[1]), "|".join(map(re.escape, nouns))

        def of_one(found: re.Match[str]) -> str:
            before = text[: found.start()].rpartition(" ")[0].rpartition(" ")[2]
            return found[0] if before.lower() in counting else f"{found[1]} {nouns[found[2]]}"

        return re.sub(rf"(?<![\w-])({one}|{one.capitalize()}) ({plurals})\b", of_one, text)

    def spoken(self, number: int, form: Form) -> str:
        """Return a number in words; its sign is not said."""
        size = abs(number)
        match form:
            case Form.WHOLE:
                return self._whole(size)
            case Form.TENTHS:
                return self._tenths(size)
            case Form.HUNDREDTHS:
                return self._hundredths((size + 5) // 10)
            case Form.HALVES:
                return self._halves(size)
            case Form.LENGTH:
                return self._length(size)
            case Form.NEAREST:
                return self._whole((size + 5) // 10)

    def _whole(self, size: int) -> str:
        if size < len(self.ones):
            return self.ones[size]
        if size < 100:
            rest = size % 10
            return self.tens[size // 10 - 2] + (f"-{self.ones[rest]}" if rest else "")
        if size > 999:
            return str(size)
        hundreds, rest = divmod(size, 100)
        head = self.a_hundred if hundreds == 1 else f"{self.ones[hundreds]} {self.hundred}"
        return f"{head} {self.joint} {self._whole(rest)}" if rest else head

    def _tenths(self, size: int) -> str:
        if size >= 100 or size % 10 == 0:
            return self._whole((size + 5) // 10)
        return f"{self.ones[size // 10]} {self.point} {self.ones[size % 10]}"

    def _hundredths(self, size: int) -> str:
        whole, rest = divmod(size, 100)
        if not rest:
            return self._whole(whole)
        digits = (rest // 10, rest % 10) if rest % 10 else (rest // 10,)
        return " ".join((self._whole(whole), self.point, *(self.ones[digit] for digit in digits)))

    def _halves(self, size: int) -> str:
        whole, half = divmod((size + 2) // 5, 2)
        if not half:
            return self._whole(whole)
        return f"{self._whole(whole)} {self.and_a_half}" if whole else self.half

    def _length(self, size: int) -> str:
        for below, words in self.lengths:
            if size < below:
                return words
        return self.far.format(metres=self._whole((size + 5) // 10))


NO_NUMBERS = NumberWords(
    ones=tuple(map(str, range(20))),
    tens=tuple(map(str, range(20, 100, 10))),
    a_hundred="100",
    hundred="00",
    joint="",
    point=".",
    half="0.5",
    and_a_half=".5",
    lengths=(),
    far="{metres}",
)
"""Stands in while a file is doubted whose own numbers cannot be read."""
