"""Het huis: de bevroren onderdelen die elke actie nodig kan hebben, bij het starten één keer gebouwd.

Acties en views krijgen `tx` eerst en `huis` daarna; zij bouwen zelf niets en kennen geen globale.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from core.fouten import NietGevonden, PluginFout, Waarschuwing
from core.instellingen.config import Config
from core.law.medewerking import GeenToets, Verzoek
from core.law.meelezen import MeelezendRecht, lees_mee
from core.law.recht import Recht
from core.platform.access.bevoegdheden import Bevoegdheden
from core.platform.audit.logboek import Logboek
from core.platform.crypto.kluis import Kluis
from core.platform.db.feiten import Tabelfeiten
from core.platform.db.uow import Databank, Tx
from core.platform.letters.edities import BriefFout, Briefsoort
from core.platform.pluginhost import schakelaar
from core.platform.pluginhost.facade import Hooks, Plugins
from core.platform.pluginhost.host import Uitval
from core.platform.tenants import Tenant


class GemeenteNietBediend(PluginFout):
    """Een plugin van deze gemeente deugt niet, of haar zout ontbreekt; het staat in het logboek van het starten."""

    status = 503
    soort = "gemeente-niet-bediend"
    titel = "Deze gemeente kan nu niet worden bediend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceskaart:
    """Wat de stappen van het proces van elkaar moeten weten zonder elkaar te kennen; bij het starten gebouwd."""

    gebeurtenissen: Mapping[str, tuple[str, ...]]
    """Welke taken een gebeurtenis van DUO klaarzet, op haar code."""
    werk: Mapping[str, bool]
    """Elke soort werk, en of zij alleen verdwijnt door haar te doen."""
    trajectwerk: frozenset[str]
    werk_over: Mapping[str, str]
    """Waarover een soort werk gaat, zoals de API dat noemt; wat ontbreekt gaat over het dossier."""
    """De soorten werk die vervallen als de plicht eindigt of rust."""
    blijft_bij_verhuizen: frozenset[str]
    """Daarvan de soorten die blijven als de persoon alleen verhuisde (T19)."""
    brieven: Mapping[str, Briefsoort]
    """Elke soort brief, op haar naam."""
    bij: Mapping[type[Any], tuple[tuple[str, Callable[..., Awaitable[Sequence[str]]]], ...]]
    """Wie er iets doet bij welk voorval: de stap en haar handler, op volgorde van de stappen."""
    geen_leerbaarheidstoets: Callable[[Any, UUID, Verzoek | None, date], Awaitable[GeenToets | None]]
    """Waarom de toets van een dossier niet gevraagd mag worden, of mocht met dit verzoek en die dag; anders None."""
    voorgelegd_op: Callable[[Any, UUID], Awaitable[date | None]]
    """Wanneer het voornemen dat in een dossier loopt naar de persoon ging; None als dat niet zo is."""
    heel_beeld: Callable[..., Awaitable[Any]]
    """Alles wat er van een zaak vaststaat, zoals de wet haar leest: wat er kan als iets anders geweigerd wordt."""
    kijkt_verzonden_brieven_na: Callable[..., Awaitable[None]]
    """Wie werk maakt van brieven die al weg zijn en niet gingen naar wie toen voor de persoon optrad."""
    volgt_verbetering: Callable[..., Awaitable[None]]
    """Wie zegt wat een verbeterde verzending betekent voor een brief die terugkwam."""
    over_wat_er_niet_meer_is: Callable[..., Awaitable[str]]
    """Wie zegt dat een brief gaat over wat er niet meer is, zonder dat er een ander besluit voor kwam."""
    let_op: tuple[Callable[..., Awaitable[str]], ...]
    """Wat wie een dossier opent moet weten zonder dat er nu werk aan is; leeg als er niets is."""
    waarschuwt_bij_verzenden: tuple[Callable[..., Awaitable[tuple[Waarschuwing, ...]]], ...]
    """Wie er waarschuwt voordat vastligt dat een brief verzonden is."""
    waarschuwt_bij_toedelen: tuple[Callable[..., Awaitable[tuple[Waarschuwing, ...]]], ...]
    """Wie er waarschuwt voordat een dossier een andere behandelaar krijgt."""
    noemt_v_nummer: Callable[..., Awaitable[bool]]
    """Wie weet of er in een tekst het V-nummer staat van iemand in deze gemeente."""
    oorzaken: Mapping[str, str]
    """Elk voorval op zijn naam, met wat het was."""
    van_een_dossier: tuple[Tabelfeiten, ...]
    """De tabellen met rijen van een dossier, met wat ermee gebeurt als het opgaat in een ander."""

    def briefsoort(self, naam: str) -> Briefsoort:
        """De soort brief met deze naam.

        Raises:
            BriefFout: die is er niet (meer).
        """
        if naam not in self.brieven:
            raise BriefFout("Er is geen soort brief met die naam.")
        return self.brieven[naam]

    def gaat_door(self, briefnaam: str) -> bool:
        """Of een brief van deze soort ook na het einde van de plicht nog verzonden wordt."""
        soort = self.brieven.get(briefnaam)
        return soort is not None and soort.gaat_door

    def is_zelf_sluitend(self, soort: str) -> bool:
        """Of dit werk alleen verdwijnt door het te doen; een soort die er niet meer is, is af te vinken."""
        return self.werk.get(soort, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Huis:
    config: Config
    databank: Databank
    kluis: Kluis
    logboek: Logboek
    bevoegdheden: Bevoegdheden
    recht: Recht
    tenants: dict[UUID, Tenant]
    plugins: dict[UUID, Plugins]
    uitval: dict[UUID, Uitval]
    proces: Proceskaart
    meelezend: Mapping[UUID, MeelezendRecht] = field(default_factory=dict)
    """Het recht dat noteert wat er gelezen wordt, zolang in deze gemeente een besluit wordt genomen."""

    def tenant(self, gemeente_id: UUID) -> Tenant:
        """De tenant van een gemeente.

        Raises:
            GemeenteNietBediend: haar plugins deugen niet, of zij heeft geen zout.
            NietGevonden: zij bestaat hier niet (meer).
        """
        if gemeente_id in self.uitval:
            raise GemeenteNietBediend(
                f"Deze gemeente kan nu niet worden bediend: {self.uitval[gemeente_id].oorzaak}. De beheerder van"
                " Meedoen ziet in het logboek wat er mis is. Er is niets gewijzigd."
            )
        tenant = self.tenants.get(gemeente_id)
        if tenant is None:
            raise NietGevonden("Deze gemeente wordt hier niet bediend.")
        return tenant

    def plugins_van(self, gemeente_id: UUID) -> Plugins:
        """De plugins van een gemeente; dezelfde fouten als `tenant`."""
        self.tenant(gemeente_id)
        return self.plugins[gemeente_id]

    async def hooks(self, tx: Tx) -> Hooks:
        """De hooks van de gemeente waarin gehandeld wordt, zonder de plugins die daar nu uit staan."""
        return self.plugins_van(tx.gemeente_id).hooks(await schakelaar.uitgezet(tx))

    def recht_van(self, gemeente_id: UUID) -> Recht:
        """Het recht zoals het in een gemeente geldt: `recht`, met de open termen die haar plugins invulden."""
        return self.meelezend.get(gemeente_id) or self.plugins_van(gemeente_id).recht

    def die_meeleest(self, gemeente_id: UUID) -> "Huis":
        """Hetzelfde huis, waarin vanaf nu genoteerd wordt welke parameters er gelezen worden; wie een besluit neemt
        begint ermee, en het ontvangstbewijs noemt ze."""
        return replace(self, meelezend={gemeente_id: lees_mee(self.recht_van(gemeente_id))})
