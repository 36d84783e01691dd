"""Wat het platform van de regels afhaalt: namen in een eigen netwerk, elk met netwerk en poort. Nooit wat een gemeente
of een partner opgaf."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.platform.uitgaand.netwerk import Ip, Netwerk, nooit, waarom_niet

HTTPS = 443


@dataclass(frozen=True, slots=True)
class Toegestaan:
    """Deze naam mag op deze poort, als hij naar een adres in dit netwerk wijst."""

    host: str
    netwerk: Netwerk
    poort: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgaandregels:
    """Zonder meer: alleen internet, op poort 443."""

    poorten: frozenset[int] = frozenset({HTTPS})
    netwerken: tuple[Toegestaan, ...] = ()

    @classmethod
    def van(cls, toegestaan: Iterable[tuple[str, Netwerk, int]]) -> "Uitgaandregels":
        """De regels met wat `MEEDOEN_UITGAAND_TOEGESTAAN` noemt."""
        return cls(netwerken=tuple(Toegestaan(*regel) for regel in toegestaan))

    @classmethod
    def voor_webhooks(cls, toegestaan: Iterable[tuple[str, Netwerk, int]], *, productie: bool) -> "Uitgaandregels":
        """De regels voor wat een organisatie als webhook opgeeft: in productie alleen internet. Wat het platform zijn
        inlogdiensten toestaat is niet voor haar; bij het ontwikkelen is er geen ander adres."""
        return cls() if productie else cls.van(toegestaan)

    def noemt(self, host: str) -> bool:
        """Of het platform deze naam zelf noemt."""
        return any(regel.host == host for regel in self.netwerken)

    def noemt_precies(self, host: str, poort: int) -> bool:
        """Of het platform deze naam met deze poort noemt."""
        return any((regel.host, regel.poort) == (host, poort) for regel in self.netwerken)

    def mag_poort(self, host: str, poort: int) -> bool:
        return poort in self.poorten or self.noemt_precies(host, poort)

    def bezwaar(self, host: str, ip: Ip, poort: int) -> str:
        """Waarom een verbinding met dit IP-adres niet mag; leeg als zij mag."""
        genoemd = any((r.host, r.poort) == (host, poort) and ip in r.netwerk for r in self.netwerken)
        if genoemd and not nooit(ip):
            return ""
        return waarom_niet(ip) or ("" if poort in self.poorten else "op deze poort mag alleen het genoemde netwerk")
