"""Namen om op te zoeken: kleine letters, zonder accenten, achternaam eerst."""

import unicodedata

ZONDER_ONTBINDING = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def zoeknaam(geslachtsnaam: str, voornamen: str = "") -> str:
    """De vorm waarop `naam_zoek` staat en waarmee gezocht wordt; dezelfde naam geeft altijd dezelfde vorm."""
    tekst = f"{geslachtsnaam} {voornamen}".casefold().translate(ZONDER_ONTBINDING)
    letters = (t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))
    return " ".join("".join(t if t.isalnum() else " " for t in letters).split())


def volledige_naam(voornamen: str, voorvoegsel: str, geslachtsnaam: str) -> str:
    """De naam zoals men hem leest; leeg zolang de BRP nog niet gelezen is."""
    return " ".join(deel for deel in (voornamen, voorvoegsel, geslachtsnaam) if deel)
