"""Extractors: one module each, named in kg.toml, with `extract(parsed) -> Iterator[Claim | Dropped]`."""
