"""Which bytes of pyvi's pickle are the CRF's own file? Taken out without importing its classes."""

from __future__ import annotations

import _codecs
import io
import pickle


class LayoutError(Exception):
    """The model is not laid out as pyvi 0.1.1's is; says where."""


class _Opaque:
    """Any object of the pickle: its state is kept, its class is never imported."""

    def __init__(self, *_arguments: object) -> None:
        self.state: dict[str, object] = {}

    def __setstate__(self, state: object) -> None:
        self.state = state if isinstance(state, dict) else {}


class _OpaqueUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) == ("_codecs", "encode"):  # how Python 2 pickles hold bytes
            return _codecs.encode
        return _Opaque


def unpickle_crf(data: bytes) -> bytes:
    """The model file of CRFsuite in a pickled `sklearn_crfsuite.CRF`.

    Raises `LayoutError` where there is none, and whatever a damaged pickle raises.
    """
    crf = _OpaqueUnpickler(io.BytesIO(data)).load()
    model_file = crf.state.get("modelfile") if isinstance(crf, _Opaque) else None
    content = (
        model_file.state.get("__FILE_RESOURCE_DATA__") if isinstance(model_file, _Opaque) else None
    )
    if not isinstance(content, bytes):
        raise LayoutError("no CRFsuite model in pyvi3.pkl")
    return content
