"""De kluis: versleutelen per gemeente en per soort, en blinde indexen om op te zoeken.

AES-256-GCM en HMAC-SHA256 uit `cryptography`. Twee wortels die niets met elkaar te maken hebben: wie de indexsleutel
en een zout heeft kan alle 91 miljoen BSN's narekenen, wie de andere heeft kan lezen; ze liggen dus apart. Uit een
wortel en het zout van een gemeente volgt met HKDF een sleutel per gemeente en soort, zodat hetzelfde BSN in elke
gemeente een andere index heeft, en wie het zout van een gemeente wist al het hare voorgoed dicht heeft, ook in elke
kopie.

Een cijfertekst is `formaat(1) | sleutelversie(4) | nonce(12) | tekst+merk`. Tabel, kolom, gemeente en rij zijn
meegebonden (AAD): een cijfertekst die naar een andere rij wordt verplaatst, opent niet.
"""

import hmac
import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.instellingen.sleutels import Sleutelbos, Zouten

FORMAAT = b"\x02"
KOP = 1 + 4 + 12
INDEXLENGTE = 16


class Soort(StrEnum):
    """Waarvoor een sleutel dient; elke soort heeft een eigen sleutel."""

    BSN = "bsn"
    VNUMMER = "vnummer"
    GEZONDHEID = "gezondheid"
    DUO_POSTVAK = "duo-postvak"
    BRIEF = "brief"
    ZOEKTERM = "zoekterm"
    AUDIT = "audit"
    INLEESLIJST = "inleeslijst"
    UITNODIGING = "uitnodiging"
    WEBHOOK = "webhook"


class KluisDicht(Exception):
    """Een cijfertekst opent niet: verplaatst, veranderd, of met een sleutel die er niet (meer) is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plek:
    """De rij en kolom waar een cijfertekst hoort; verandert de plek, dan opent zij niet."""

    tabel: str
    kolom: str
    gemeente_id: UUID
    rij_id: UUID

    def aad(self) -> bytes:
        """Met lengten ervoor, zodat twee plekken nooit dezelfde bytes geven."""
        delen = (self.tabel.encode(), self.kolom.encode(), self.gemeente_id.bytes, self.rij_id.bytes)
        return b"".join([len(d).to_bytes(2, "big") + d for d in delen])


@dataclass(frozen=True, slots=True)
class Kluis:
    """Versleutelt, ontsleutelt en indexeert. Elke bewerking voor een gemeente zonder zout geeft `KluisDicht`."""

    versleuteling: Sleutelbos
    index: Sleutelbos
    zouten: Zouten

    def versleutel(self, waarde: bytes, *, soort: Soort, plek: Plek) -> tuple[bytes, int]:
        """De cijfertekst en de sleutelversie waarmee zij gemaakt is."""
        versie = self.versleuteling.actief
        nonce = os.urandom(12)
        sleutel = self._sleutel(self.versleuteling, "versleutelen", versie, plek.gemeente_id, soort)
        kop = FORMAAT + versie.to_bytes(4, "big") + nonce
        return kop + _slot(sleutel).encrypt(nonce, waarde, kop + plek.aad()), versie

    def ontsleutel(self, cijfer: bytes, *, soort: Soort, plek: Plek) -> bytes:
        """De waarde achter een cijfertekst.

        Raises:
            KluisDicht: de cijfertekst hoort hier niet, is veranderd, of de sleutelversie bestaat niet meer.
        """
        if len(cijfer) < KOP + 16 or cijfer[:1] != FORMAAT:
            raise KluisDicht("onbekend formaat")
        versie = int.from_bytes(cijfer[1:5], "big")
        sleutel = self._sleutel(self.versleuteling, "versleutelen", versie, plek.gemeente_id, soort)
        try:
            return _slot(sleutel).decrypt(cijfer[5:KOP], cijfer[KOP:], cijfer[:KOP] + plek.aad())
        except InvalidTag:
            raise KluisDicht("de cijfertekst opent niet op deze plek") from None

    def vaste_index(self, waarde: str, *, soort: Soort, gemeente_id: UUID) -> bytes:
        """De index met de oudste levende sleutel: gelijk in elk proces, ook als het een de nieuwe sleutel al gebruikt
        en het ander nog niet. Om op te ordenen, niet om te bewaren."""
        return self._index(waarde, min(self.index.versies), soort, gemeente_id)

    def blinde_index(self, waarde: str, *, soort: Soort, gemeente_id: UUID) -> tuple[bytes, int]:
        """De index van een waarde met de actieve sleutel, en haar versie."""
        versie = self.index.actief
        return self._index(waarde, versie, soort, gemeente_id), versie

    def blinde_indexen(self, waarde: str, *, soort: Soort, gemeente_id: UUID) -> dict[int, bytes]:
        """De index onder elke levende sleutelversie, om tijdens een rotatie alles te vinden; de actieve eerst."""
        versies = sorted(self.index.versies, key=lambda versie: (versie != self.index.actief, versie))
        return {versie: self._index(waarde, versie, soort, gemeente_id) for versie in versies}

    def geheimen(self, rij_id: UUID, *, soort: Soort, gemeente_id: UUID) -> tuple[str, ...]:
        """Het geheim dat bij een rij hoort, onder elke levende versleutelsleutel; dat van de actieve eerst.

        Het staat nergens: wie de sleutels heeft rekent het uit, en anders is het 256 bits om te raden. In letters die
        in een adres mogen.
        """
        bos = self.versleuteling
        versies = sorted(bos.versies, key=lambda versie: (versie != bos.actief, versie))
        sleutels = [self._sleutel(bos, "geheim", versie, gemeente_id, soort) for versie in versies]
        macs = [hmac.digest(sleutel, rij_id.bytes, sha256) for sleutel in sleutels]
        return tuple(urlsafe_b64encode(mac).decode().rstrip("=") for mac in macs)

    def _index(self, waarde: str, versie: int, soort: Soort, gemeente_id: UUID) -> bytes:
        sleutel = self._sleutel(self.index, "index", versie, gemeente_id, soort)
        return hmac.digest(sleutel, waarde.encode(), sha256)[:INDEXLENGTE]

    def _sleutel(self, bos: Sleutelbos, doel: str, versie: int, gemeente_id: UUID, soort: Soort) -> bytes:
        wortel, zout = bos.versies.get(versie), self.zouten.van.get(gemeente_id)
        if wortel is None:
            raise KluisDicht(f"sleutelversie {versie} is er niet")
        if zout is None:
            raise KluisDicht(f"gemeente {gemeente_id} heeft geen zout")
        return _leid_af(wortel, zout, doel, versie, gemeente_id, soort)


def als_tekst(indexen: Mapping[int, bytes]) -> str:
    """Indexen als `versie:hex,...`: een lijst gaat als tekst naar de database."""
    return ",".join(f"{versie}:{index.hex()}" for versie, index in indexen.items())


@lru_cache(maxsize=8192)
def _leid_af(wortel: bytes, zout: bytes | None, doel: str, versie: int, gemeente_id: UUID, soort: Soort) -> bytes:
    info = f"meedoen/{doel}/v{versie}/{soort}/".encode() + gemeente_id.bytes
    return HKDF(algorithm=SHA256(), length=32, salt=zout, info=info).derive(wortel)


@lru_cache(maxsize=8192)
def _slot(sleutel: bytes) -> AESGCM:
    """Het rondeschema van AES kost meer dan een nummer versleutelen; het blijft dus bewaard, net als de sleutel."""
    return AESGCM(sleutel)


def afgeleide_sleutel(bos: Sleutelbos, *, versie: int, gemeente_id: UUID, soort: Soort) -> bytes:
    """Een sleutel voor de MAC van het auditlog. Zonder zout: het log draagt geen gegevens van personen, en moet na het
    vernietigen van een gemeente nog te controleren zijn."""
    return _leid_af(bos.versies[versie], None, "mac", versie, gemeente_id, soort)
