"""De ene weg naar een adres dat iemand van buiten het platform opgaf: een uitgever, zijn sleutels, een webhook.

Een omleiding wordt niet gevolgd, en een fout van de server is hetzelfde als geen antwoord. Wat er wel terugkomt is voor
Meedoen: wie het adres opgaf ziet het nooit.
"""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx2

from core.platform.uitgaand.adres import lees_adres
from core.platform.uitgaand.fouten import AdresGeweigerd, NietTeBereiken
from core.platform.uitgaand.opzoeken import Opzoeker, Systeemopzoeker
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vervoer import Grenzen, Vervoer, logboek

Koppen = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Antwoord:
    """Wat er terugkwam: gelukt (2xx) of geweigerd (4xx), met de namen van de koppen in kleine letters."""

    status: int
    koppen: Mapping[str, str] = field(repr=False)
    inhoud: bytes = field(repr=False)


class Uitgaand:
    """Vraagt adressen van anderen; één per proces.

    `eigen_ca` (PEM) telt naast de CA's van deze machine, voor wat de regels bij naam en poort noemen en verder nergens.
    `vertrouwd` vervangt die van deze machine. `opzoeker` is voor tests, die er zelf een meebrengen.
    """

    def __init__(
        self,
        regels: Uitgaandregels,
        *,
        eigen_ca: str = "",
        vertrouwd: ssl.SSLContext | None = None,
        opzoeker: Opzoeker | None = None,
        grenzen: Grenzen | None = None,
    ) -> None:
        self._regels = regels
        self._opzoeker = opzoeker or Systeemopzoeker()
        self._vervoer = Vervoer(
            regels,
            vertrouwd=vertrouwd,
            eigen_ca=eigen_ca,
            opzoeker=self._opzoeker,
            grenzen=grenzen or Grenzen(),
        )

    async def haal(
        self, adres: str, *, methode: str = "GET", koppen: Koppen = (), inhoud: bytes | None = None
    ) -> Antwoord:
        """Vraag dit adres één keer.

        Raises:
            AdresGeweigerd: de tekst deugt niet; er is niets opgezocht en niets verstuurd.
            NietTeBereiken: er kwam geen antwoord van 2xx of 4xx, om welke reden ook.
        """
        try:
            doel = lees_adres(adres, self._regels)
        except AdresGeweigerd as fout:
            logboek.info("een opgegeven adres is geweigerd", gebreken=[g.melding for g in fout.gebreken])
            raise
        verzoek = httpx2.Request(methode, doel.url, headers={"User-Agent": "Meedoen"}, content=inhoud)
        verzoek.headers.update(koppen)
        antwoord = await self._vervoer.handle_async_request(verzoek)
        status = antwoord.status_code
        if not (200 <= status < 300 or 400 <= status < 500):
            logboek.warning("een opgegeven adres antwoordt niet bruikbaar", host=doel.host, status_van_server=status)
            raise NietTeBereiken
        return Antwoord(status=status, koppen=dict(antwoord.headers.items()), inhoud=antwoord.content)

    async def sluit(self) -> None:
        await self._vervoer.aclose()
        if isinstance(self._opzoeker, Systeemopzoeker):
            self._opzoeker.sluit()
