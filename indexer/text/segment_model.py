"""What does pyvi's own model say? Its weights and word lists, read without importing pyvi.

Importing pyvi imports scikit-learn. Nothing of it is needed to read the model: `pyvi3.pkl` is a
pickled `sklearn_crfsuite.CRF` that holds, as bytes, a model file of CRFsuite; `words.txt` is a
list of words. The weights are taken from the model file itself, as the doubles they are:
CRFsuite's own text dump rounds them to six decimals, which changes labels.

Format of the model file: `lib/crf/src/crf1d_model.c` and `lib/cqdb/src/cqdb.c` of
CRFsuite 0.12 (Naoaki Okazaki). Features: `pyvi/ViTokenizer.py` of pyvi 0.1.1.
"""

from __future__ import annotations

import importlib.util
import pickle
import re
import struct
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import compress, product
from pathlib import Path
from typing import NamedTuple, Protocol

from indexer.errors import InstallationError
from indexer.text.segment_pickle import LayoutError, unpickle_crf

Scores = tuple[float, float]
"""What something adds to the labels (`B_W`: a word begins, `I_W`: it goes on)."""

LABELS = ["B_W", "I_W"]

WORD, UPPER, TITLE, DIGIT = "word.lower():", "word.isupper()", "word.istitle()", "word.isdigit()"
BIGRAM_BEFORE, BIGRAM_AFTER = "-1:word.bi_gram()", "+1:word.bi_gram()"
TRIGRAM_BEFORE, TRIGRAM_AFTER = "-2:word.tri_gram()", "+2:word.tri_gram()"

_NEIGHBOUR_FLAGS = [side + flag for side in ("-1:", "+1:") for flag in (UPPER, TITLE)]
_LISTED_FLAGS = [BIGRAM_BEFORE, BIGRAM_AFTER, TRIGRAM_BEFORE, TRIGRAM_AFTER]
PLAIN_ATTRIBUTES = frozenset(["bias", UPPER, TITLE, DIGIT, *_NEIGHBOUR_FLAGS, *_LISTED_FLAGS])
WORD_ATTRIBUTES = (WORD, "-1:" + WORD, "+1:" + WORD)
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


# The pattern of pyvi 0.1.1, alternative by alternative, in its order.
_BEFORE_EMAIL = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://[^\s]+|"
_EMAIL = r"[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+|"
_AFTER_EMAIL = r"\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"

SYLLABLE = re.compile(_BEFORE_EMAIL + _EMAIL + _AFTER_EMAIL)
"""What pyvi takes for one syllable, or for one sign."""

SYLLABLE_BUT_EMAIL = re.compile(_BEFORE_EMAIL + _AFTER_EMAIL)
"""The same, where there is no `@`: in time linear in the length."""


class Transitions(NamedTuple):
    """The score of each label after each label; 0 is `B_W`, 1 is `I_W`."""

    begin_begin: float
    begin_inside: float
    inside_begin: float
    inside_inside: float


class Syllable(NamedTuple):
    """All that the model says of one syllable (or sign), whatever stands beside it.

    `own` is what it adds to its own labels, summed in CRFsuite's order; `to_next` and
    `to_previous` are what it adds to those of its neighbours, still to be summed in that order.
    `joinable` and `capital` are pyvi's conditions on the joining of syllables into a word.
    """

    surface: str
    lower: str
    own: Scores
    to_next: tuple[Scores, ...]
    to_previous: tuple[Scores, ...]
    joinable: bool
    capital: bool


class Contributions(NamedTuple):
    """What one property of a syllable adds to its own labels and to those of its neighbours.

    Each is empty where the model has no weight, or else has one.
    """

    own: tuple[Scores, ...] = ()
    to_next: tuple[Scores, ...] = ()
    to_previous: tuple[Scores, ...] = ()


class Words(Protocol):
    """What the model says of words, by look-up."""

    def get(self, word: str, otherwise: Contributions, /) -> Contributions:
        """What it says of a word in small letters."""


@dataclass(frozen=True, slots=True)
class WordModel:
    """The two-label CRF of pyvi and its word lists, as far as they can be asked for words.

    `weights` are those of attributes that name no word, by name; `words` those of words in small
    letters; `shapes` those of being written in capitals, as a title, in digits. `bigrams` and
    `trigrams` are words of two and three syllables, separated by a space.
    """

    transitions: Transitions
    weights: dict[str, Scores]
    words: Words
    shapes: dict[tuple[bool, bool, bool], Contributions]
    bigrams: Container[str]
    trigrams: Container[str]

    def describe(self, surface: str) -> Syllable:
        """Return what the model says of a syllable as it is written."""
        lower = surface.lower()
        # CRFsuite looks attributes up as C strings, which end at the first NUL.
        word = self.words.get(lower.partition("\0")[0], _NOTHING)
        shape = self.shapes[surface.isupper(), surface.istitle(), surface.isdigit()]
        begin = inside = 0.0
        for weight in (self.weights["bias"], *word.own, *shape.own):
            begin += weight[0]
            inside += weight[1]
        return Syllable(
            surface,
            lower,
            (begin, inside),
            word.to_next + shape.to_next,
            word.to_previous + shape.to_previous,
            # A test of substrings, as pyvi makes it: `*+` is no syllable, `->` is one.
            joinable=surface not in _PUNCTUATION and not surface[0].isdigit(),
            capital=surface[0].istitle(),
        )


@dataclass(frozen=True, slots=True)
class SegmentationModel(WordModel):
    """The whole of it."""

    words: dict[str, Contributions]
    bigrams: frozenset[str]
    trigrams: frozenset[str]


_NOTHING = Contributions()


def read_model() -> SegmentationModel:
    """Return the segmentation model of the installed pyvi.

    Raises InstallationError if pyvi is not installed or its files are not those of pyvi 0.1.1.
    """
    with reading_files() as (crf, listed):
        transitions, weights = _parse_crfsuite(crf)
        words = listed.decode("utf-8").split("\n")
    return SegmentationModel(
        transitions=transitions,
        weights={name: weights[name] for name in PLAIN_ATTRIBUTES},
        words=_gather_words(weights),
        shapes=gather_shapes(weights),
        bigrams=frozenset(word for word in words if word.count(" ") == 1),
        trigrams=frozenset(word for word in words if word.count(" ") == 2),
    )


@contextmanager
def reading_files() -> Iterator[tuple[bytes, bytes]]:
    """Lends the CRF's file and the list of words of the installed pyvi.

    Raises InstallationError if pyvi is not installed, and for what is wrong with its files in the
    block, too.
    """
    folder = _find_models()
    try:
        crf = unpickle_crf((folder / "pyvi3.pkl").read_bytes())
        yield crf, (folder / "words.txt").read_bytes()
    except _UNREADABLE as error:
        raise _unfit(f"{type(error).__name__}: {error}") from error


def gather_shapes(weights: Mapping[str, Scores]) -> dict[tuple[bool, bool, bool], Contributions]:
    """What being written in capitals, as a title, in digits says, by which of these holds."""

    def choose(names: tuple[str, ...], holds: tuple[bool, ...]) -> tuple[Scores, ...]:
        return tuple(weights[name] for name in compress(names, holds))

    return {
        (upper, title, digit): Contributions(
            choose((UPPER, TITLE, DIGIT), (upper, title, digit)),
            choose(("-1:" + TITLE, "-1:" + UPPER), (title, upper)),
            choose(("+1:" + TITLE, "+1:" + UPPER), (title, upper)),
        )
        for upper, title, digit in product([False, True], repeat=3)
    }


def _gather_words(weights: dict[str, Scores]) -> dict[str, Contributions]:
    found: dict[str, dict[str, tuple[Scores, ...]]] = {}
    for role, prefix in zip(Contributions._fields, WORD_ATTRIBUTES, strict=True):
        for name, scores in weights.items():
            if name.startswith(prefix):
                found.setdefault(name[len(prefix) :], {})[role] = (scores,)
    return {word: Contributions(**roles) for word, roles in found.items()}


def _find_models() -> Path:
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise InstallationError(
            "Chưa cài pyvi, gói tách từ tiếng Việt: hãy chạy `pip install pyvi==0.1.1`. "
            "(pyvi, which segments words, is not installed: run `pip install pyvi==0.1.1`.)"
        )
    return Path(spec.submodule_search_locations[0]) / "models"


_UNREADABLE = (
    *(OSError, ValueError, struct.error, LayoutError, pickle.UnpicklingError),
    # What a damaged pickle raises, by the documentation of pickle and more.
    *(AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError),
)


def _unfit(reason: str) -> InstallationError:
    return InstallationError(
        "Mô hình tách từ của gói pyvi đã cài không đúng với pyvi 0.1.1: hãy chạy "
        "`pip install --force-reinstall --no-deps pyvi==0.1.1`. "
        "(The model of the installed pyvi is not that of pyvi 0.1.1: run "
        f"`pip install --force-reinstall --no-deps pyvi==0.1.1`.) [{reason}]"
    )


def _parse_crfsuite(data: bytes) -> tuple[Transitions, dict[str, Scores]]:
    magic, size, kind, version, _, _, _, features_at, labels_at, attributes_at = struct.unpack_from(
        "<4sI4sIIIIIII", data
    )
    if (magic, size, kind, version) != (b"lCRF", len(data), b"FOMC", 100):
        raise LayoutError(f"header {magic!r} {size} {kind!r} {version}")
    if parse_strings(data, labels_at) != LABELS:
        raise LayoutError("labels other than B_W, I_W")
    attributes = parse_strings(data, attributes_at)
    for name in attributes:
        if name not in PLAIN_ATTRIBUTES and not name.startswith(WORD_ATTRIBUTES):
            raise LayoutError(f"unknown attribute {name!r}")
    if missing := PLAIN_ATTRIBUTES.difference(attributes):
        raise LayoutError(f"no attribute {min(missing)!r}")
    return _parse_features(data, features_at, attributes)


def _parse_features(
    data: bytes, start: int, attributes: list[str]
) -> tuple[Transitions, dict[str, Scores]]:
    (chunk, _, count) = struct.unpack_from("<4sII", data, start)
    if chunk != b"FEAT":
        raise LayoutError(f"chunk {chunk!r} where the features should be")
    first = start + 12
    states = [[0.0, 0.0] for _ in attributes]
    transitions: dict[tuple[int, int], float] = {}
    for kind, source, label, weight in struct.iter_unpack(
        "<IIId", data[first : first + 20 * count]
    ):
        if kind == 0 and source < len(states) and label < 2:
            states[source][label] = weight
        elif kind == 1:
            transitions[source, label] = weight
        else:
            raise LayoutError(f"feature of kind {kind}, from {source} to {label}")
    if set(transitions) != {(0, 0), (0, 1), (1, 0), (1, 1)}:
        raise LayoutError("a transition is missing")
    weights = {name: (pair[0], pair[1]) for name, pair in zip(attributes, states, strict=True)}
    return Transitions(*(transitions[key] for key in sorted(transitions))), weights


def parse_strings(data: bytes, start: int) -> list[str]:
    magic, _, _, _, count, offsets_at = struct.unpack_from("<4sIIIII", data, start)
    if magic != b"CQDB":
        raise LayoutError(f"chunk {magic!r} where a string table should be")
    strings = []
    for offset in struct.unpack_from(f"<{count}I", data, start + offsets_at):
        record = start + offset
        _, size = struct.unpack_from("<II", data, record)
        strings.append(data[record + 8 : record + 7 + size].decode("utf-8"))
    return strings
