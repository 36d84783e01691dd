"""Wat in `stap` staat is voor de kopie: hier wordt het niet verzameld en niet geïmporteerd."""

collect_ignore = ["stap"]
