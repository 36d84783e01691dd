"""Het ontvangstbewijs van een besluit: wat men nodig heeft om het later na te rekenen."""

from datetime import date

import msgspec


class Ontvangstbewijs(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Volgens welke regels een besluit genomen is; later na te rekenen."""

    recht_versie: str
    peildatum: date
    parameters: dict[str, str]
    beleid_versie: str
    plugins: dict[str, str] = {}
