"""Eén inlogdienst zoals Meedoen haar nu kent: haar beschrijving en haar sleutels, bewaard en op tijd ververst."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from joserfc.jwk import Key

from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.ontdekking import Ontdekt, adres_van, lees_ontdekking, lees_sleutels
from core.platform.inloggen.voorraad import Houdbaar, Voorraad

BESCHRIJVING = Houdbaar(vers=timedelta(hours=1), uiterlijk=timedelta(days=7), rust=timedelta(seconds=10))
SLEUTELS = Houdbaar(vers=timedelta(hours=1), uiterlijk=timedelta(hours=24), rust=timedelta(seconds=10))
"""Een sleutel die de dienst intrekt, geldt hier hooguit een uur langer; is zij onbereikbaar, dan een dag."""


class Dienstgegevens:
    """`haal` geeft de inhoud op een adres, en een `Fout` als die er niet is."""

    def __init__(
        self, dienst: Inlogdienst, *, haal: Callable[[str], Awaitable[bytes]], nu: Callable[[], datetime]
    ) -> None:
        self.dienst = dienst
        self._haal = haal
        naam = dienst.uitgever
        self._beschrijving = Voorraad(f"beschrijving {naam}", self._lees_beschrijving, houdbaar=BESCHRIJVING, nu=nu)
        self._sleutels = Voorraad(f"sleutels {naam}", self._lees_sleutels, houdbaar=SLEUTELS, nu=nu)

    async def ontdekt(self) -> Ontdekt:
        """Wat de dienst over zichzelf zegt.

        Raises:
            Fout: zij is niet te bereiken of past niet bij de afspraken, en er is niets van eerder dat nog geldt.
        """
        return await self._beschrijving.geef()

    async def sleutels(self, kid: str | None) -> tuple[Key, ...]:
        """Haar sleutels; is die met `kid` er niet bij, dan eerst opnieuw gevraagd: de dienst kan gewisseld hebben.

        Raises:
            Fout: zie `ontdekt`.
        """
        return await self._sleutels.geef(genoeg=lambda lijst: kid is None or any(s.kid == kid for s in lijst))

    async def _lees_beschrijving(self) -> Ontdekt:
        return lees_ontdekking(await self._haal(adres_van(self.dienst)), self.dienst)

    async def _lees_sleutels(self) -> tuple[Key, ...]:
        return lees_sleutels(await self._haal((await self.ontdekt()).jwks_uri))
