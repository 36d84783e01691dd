"""Namen om op te zoeken: kleine letters, zonder accenten, achternaam eerst; en een punt is geen naam."""

import unicodedata

ZONDER_ONTBINDING = str.maketrans(
    {
        "ł": "l", "đ": "d", "ø": "o", "ı": "i", "ə": "e", "ħ": "h", "ŧ": "t",
        "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "ng",
    }
)  # fmt: skip


def zoeknaam(geslachtsnaam: str, voornamen: str = "") -> str:
    """De vorm waarop `naam_zoek` staat en waarmee gezocht wordt; dezelfde naam geeft altijd dezelfde vorm."""
    tekst = f"{geslachtsnaam} {voornamen}".casefold().translate(ZONDER_ONTBINDING)
    letters = (t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))
    return " ".join("".join(t if _is_letter(t) else " " for t in letters).split())


def sleutelnaam(*, voornamen: str, voorvoegsel: str, geslachtsnaam: str) -> str:
    """Alle woorden van de naam op volgorde, waaruit de zoeksleutels komen."""
    return zoeknaam(f"{voorvoegsel} {geslachtsnaam}", voornamen)


def zonder_punt(naam: str) -> str:
    """De naam zonder de punt die in de BRP voor een onbekende naam staat."""
    if "." not in naam.split():
        return naam
    return " ".join(woord for woord in naam.split() if woord != ".")


def _is_letter(teken: str) -> bool:
    """De ʿ en ʾ van een transcriptie heten in Unicode letters, maar zijn hier leestekens, als de apostrof."""
    return teken.isalnum() and unicodedata.category(teken) != "Lm"
