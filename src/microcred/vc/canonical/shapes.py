"""The shape of a document: all of it but the texts that are free to differ.

Two documents have one key exactly if they differ in free texts only. The key is a sequence of tokens that
reads in one way: an object is OPEN, then each key and its value, then CLOSE; every value begins with a
number that says its kind, so that no text can stand for structure, nor `1` for `true`. A free text under a
key is the one value without tokens: the next token is a key or CLOSE.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

OPEN, CLOSE, LIST, END, FREE, FIXED, NUMBER, TRUE, FALSE, NULL = range(10)

_FIXED_BELOW = frozenset({"type", "@type", "@context", "@language", "@direction", "@index", "@reverse"})
"""Keys below which every text is part of the shape: it decides what the rest means."""

Shape = tuple[tuple[int | str, ...], list[str]]
"""The key, and the free texts in the order of the document."""


class NoShape(Exception):
    """A value that is not plain JSON."""


def shape_of(document: dict[str, Any]) -> Shape:
    """The shape of a document; raises `NoShape` for values of other kinds than JSON has."""
    key: list[int | str] = []
    free: list[str] = []
    try:
        _walk(document, key.append, free.append)
    except RecursionError:
        raise NoShape from None
    return tuple(key), free


def with_free_texts(document: Any, texts: Callable[[], str]) -> Any:
    """A copy of a document that has a shape, its free texts replaced in the same order."""
    kind = type(document)
    if kind is str:
        return texts()
    if kind is list:
        return [with_free_texts(one, texts) for one in document]
    if kind is dict:
        return {
            name: value if name in _FIXED_BELOW else with_free_texts(value, texts)
            for name, value in document.items()
        }
    return document


def _walk(value: Any, token: Callable[[int | str], None], free: Callable[[str], None]) -> None:
    kind = value.__class__
    if kind is dict:
        token(OPEN)
        for name, one in value.items():
            if name.__class__ is not str:
                raise NoShape
            token(name)
            if name in _FIXED_BELOW:
                _walk_fixed(one, token)
            elif one.__class__ is str:
                free(one)
            else:
                _walk(one, token, free)
        token(CLOSE)
    elif kind is list:
        token(LIST)
        for one in value:
            if one.__class__ is str:
                token(FREE)
                free(one)
            else:
                _walk(one, token, free)
        token(END)
    elif kind is str:
        token(FREE)
        free(value)
    else:
        _scalar(value, token)


def _walk_fixed(value: Any, token: Callable[[int | str], None]) -> None:
    kind = value.__class__
    if kind is str:
        token(FIXED)
        token(value)
    elif kind is list:
        token(LIST)
        for one in value:
            if one.__class__ is str:
                token(FIXED)
                token(one)
            else:
                _walk_fixed(one, token)
        token(END)
    elif kind is dict:
        token(OPEN)
        for name, one in value.items():
            if type(name) is not str:
                raise NoShape
            token(name)
            _walk_fixed(one, token)
        token(CLOSE)
    else:
        _scalar(value, token)


def _scalar(value: Any, token: Callable[[int | str], None]) -> None:
    if value is None:
        token(NULL)
    elif value is True:
        token(TRUE)
    elif value is False:
        token(FALSE)
    elif type(value) in (int, float):
        token(NUMBER)
        token(repr(value))
    else:
        raise NoShape
