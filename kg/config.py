"""One frozen Config; kg.toml overrides defaults, flags override kg.toml, and an unknown key is an error."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.iris import BASE


@dataclass(frozen=True, slots=True)
class Config:
    """What a build depends on. `ontology` and `entities` are files beside the shipped ones; paths are relative to kg.toml."""

    base: str = BASE
    ontology: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    corrections: str = "corrections.toml"
    extractors: tuple[str, ...] = ("frames", "learned", "observations")
    min_confidence: float = 0.5
    page_limit: int = 200_000


def load_config(path: Path | None = None) -> Config:
    """Return the configuration of `path`, or of ./kg.toml where there is one.

    Raises ConfigError for a missing or broken file, an unknown key or a value of the wrong type.
    """
    if path is None:
        path = Path("kg.toml")
        if not path.exists():
            return Config()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return replace(Config(), **{key: _checked(path, key, value) for key, value in values.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    default = {field.name: getattr(Config(), field.name) for field in fields(Config)}
    if key not in default:
        near = get_close_matches(key, default, 1)
        raise ConfigError(
            f"{path}: unknown key '{key}'" + (f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(default)}")
        )
    wanted = type(default[key])
    if wanted is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        folder = path.parent
        return tuple(str(folder / item) if key in ("ontology", "entities") else item for item in value)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if wanted is tuple or not isinstance(value, wanted):
        shape = "a list of strings" if wanted is tuple else f"a {wanted.__name__}"
        raise ConfigError(f"{path}: '{key}' must be {shape}")
    if key == "base" and not value.endswith(("/", "#")):
        raise ConfigError(f"{path}: 'base' must end in '/' or '#'")
    return value
