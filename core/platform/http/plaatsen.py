"""Wie er binnen mag: een grens aan verbindingen per adres, in totaal, en na de handdruk per OIN.

Niemand houdt een plaats bezet door te zwijgen. Is het vol, dan wijkt de oudste die nog niets liet zien (geen handdruk
af, of zonder TLS: nog geen verzoek), eerst van het eigen adres. Wie al bezig is, wijkt nooit.

Wie zich met een certificaat bekendmaakt, telt niet meer voor zijn adres maar voor zijn OIN: achter een verdeler delen
allen één adres. Vreemden samen krijgen nooit de plaatsen die voor DUO zijn (`voor_voorrang`).
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """Hoeveel en hoelang een deur duldt; tijden in seconden."""

    verbindingen: int
    """In één proces tegelijk, met alles wat nog in de handdruk zit."""
    per_adres: int
    """Van één IPv4-adres of IPv6-netwerk (/64); achter een proxy is dat iedereen."""
    per_oin: int = 10
    """Van één OIN, als dat niet voorgaat."""
    voor_voorrang: int = 0
    """Plaatsen die alleen voor het OIN zijn dat voorgaat."""
    verzoeken: int = 200
    """Tegelijk in behandeling; daarboven 503."""
    handdruk: float = 5
    koptijd: float = 10
    """Tot de koppen van een verzoek er zijn."""
    bodytijd: float = 30
    """Tot de body er is."""
    schrijftijd: float = 60
    """Zolang iemand zijn antwoord niet leest."""
    sluittijd: float = 5
    """Zolang een verbinding er na het einde nog is."""
    rust: int = 5
    """Tot het volgende verzoek op een open verbinding."""
    kopomvang: int = 16_384
    """Bytes van alle koppen en het adres samen; daarboven 431, of geen antwoord."""
    koppen: int = 100


class GeenPlaats(Exception):
    """Alles is bezet door wie al bezig is."""


class Gast:
    """Eén verbinding, van aannemen tot haar einde."""

    __slots__ = ("adres", "bekend", "oin", "protocol", "taak")

    def __init__(self, adres: str) -> None:
        self.adres = groep_van(adres)
        self.bekend = False
        self.oin: str | None = None
        self.protocol: Any = None
        self.taak: Any = None

    @property
    def stil(self) -> bool:
        """Of wij nog niets van hem weten."""
        return not self.bekend and (self.protocol is None or self.protocol.cycle is None)

    def zet_eruit(self) -> None:
        """Verbreek de verbinding, ook midden in een handdruk."""
        if self.protocol is not None and self.protocol.transport is not None:
            self.protocol.transport.abort()
        elif self.taak is not None:
            self.taak.cancel()


class Plaatsen:
    """De boekhouding van één deur; alles is meteen, er wordt nergens op gewacht."""

    def __init__(self, grenzen: Grenzen, *, voorrang: str | None = None) -> None:
        self._grenzen = grenzen
        self._voorrang = voorrang
        self._binnen: dict[Gast, None] = {}
        self._per_adres: dict[str, dict[Gast, None]] = {}
        self._per_oin: dict[str | None, int] = {}
        self._vreemden = 0

    def __len__(self) -> int:
        return len(self._binnen)

    def neem(self, gast: Gast) -> Gast | None:
        """Geef hem een plaats; wie daarvoor moest wijken is hier al weg, en wordt door de aanroeper verbroken.

        Raises:
            GeenPlaats: er is niemand die wijkt.
        """
        buren = self._per_adres.get(gast.adres, {})
        wijkt = None
        if len(buren) >= self._grenzen.per_adres:
            wijkt = self._oudste_stille(buren)
        elif len(self._binnen) >= self._grenzen.verbindingen:
            wijkt = self._oudste_stille(self._binnen)
        if wijkt is not None:
            self.geef_vrij(wijkt)
        self._binnen[gast] = None
        self._per_adres.setdefault(gast.adres, {})[gast] = None
        return wijkt

    def noem(self, gast: Gast, oin: str | None) -> bool:
        """Nu is bekend wie hij is; False als er voor hem geen plaats is."""
        if gast not in self._binnen or gast.bekend:
            return False
        if oin is None or oin != self._voorrang:
            te_veel = self._per_oin.get(oin, 0) >= self._grenzen.per_oin
            if te_veel or self._vreemden >= self._grenzen.verbindingen - self._grenzen.voor_voorrang:
                return False
            self._vreemden += 1
        self._van_adres_af(gast)
        self._per_oin[oin] = self._per_oin.get(oin, 0) + 1
        gast.bekend, gast.oin = True, oin
        return True

    def geef_vrij(self, gast: Gast) -> None:
        """Zijn plaats is weer vrij; nog eens mag."""
        if gast not in self._binnen:
            return
        del self._binnen[gast]
        if not gast.bekend:
            self._van_adres_af(gast)
            return
        self._per_oin[gast.oin] -= 1
        if not self._per_oin[gast.oin]:
            del self._per_oin[gast.oin]
        if gast.oin is None or gast.oin != self._voorrang:
            self._vreemden -= 1

    def _van_adres_af(self, gast: Gast) -> None:
        buren = self._per_adres[gast.adres]
        del buren[gast]
        if not buren:
            del self._per_adres[gast.adres]

    def _oudste_stille(self, van: dict[Gast, None]) -> Gast:
        for gast in van:
            if gast.stil:
                return gast
        raise GeenPlaats


def groep_van(adres: str) -> str:
    """Wat als één adres telt: bij IPv6 het netwerk (/64), want wie er een heeft, heeft alle adressen daarin."""
    try:
        gelezen = ip_address(adres.partition("%")[0])
    except ValueError:
        return adres
    if not isinstance(gelezen, IPv6Address):
        return adres
    if gelezen.ipv4_mapped:
        return str(gelezen.ipv4_mapped)
    return str(ip_network((gelezen, 64), strict=False))
