"""Wat een handeling moet weten van een zaak; of zij mag zegt `handelingen`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.bevoegd import Bevoegd
from core.law.dagtekening import Vastgesteld
from core.law.fasen import Fase
from core.law.handeling import Handeling
from core.law.intake import PipVanElders
from core.law.mandaat import Beslisser
from core.law.ontheffing import Ontheffingstand
from core.law.oproepen import Oproep
from core.law.recht import Regelkeuzes
from core.law.terugkeer import Vervolg
from core.law.voornemen import Voornemenstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaakbeeld:
    """De feiten waarop een handeling rust. `oproepen` zijn die van deze ronde, oudste eerst (PG-4)."""

    fase: Fase
    oproepen: tuple[Oproep, ...] = ()
    keuzes: Regelkeuzes = field(default_factory=Regelkeuzes)
    doelgroep_bekend: bool = True
    heeft_concept: bool = False
    heeft_intake: bool = False
    """Of er iets van de brede intake is ingevuld."""
    overleden: bool = False
    bevoegd: Bevoegd = Bevoegd.JA
    """Of vaststaat dat dit college bevoegd is voor wie elders staat ingeschreven."""
    beslisser: Beslisser | None = None
    """Wie er nu handelt, met het mandaatregister; zonder mens neemt niemand een besluit (PG-19)."""
    feiten: Besluitfeiten = field(default_factory=Besluitfeiten)
    """Wat het besluit aangaat dat genomen wordt."""
    ontheffing: Ontheffingstand | None = None
    """Het laatste verzoek om ontheffing van de leerbaarheidstoets; None als er geen was, of als niemand het vroeg."""
    pip_van_elders: PipVanElders | None = None
    """Het PIP waarmee de persoon hierheen verhuisde (art. 15 lid 4 Wi2021); None als hij zonder kwam, of als elk plan
    waarmee hij kwam is ingetrokken."""
    alleen_eigen_plan: bool = False
    """Of het plan dat telt van dit college zelf is, van voor zijn terugkeer, en geen andere gemeente er een maakte."""
    plan_vastgelegd: bool = False
    """Of hier is vastgelegd dat er een PIP van elders is dat DUO niet gaf."""
    elders_ingetrokken_op: date | None = None
    """De dag waarop hier het laatst is vastgelegd dat zo'n PIP is ingetrokken; None als dat er niet staat."""
    voornemen: Voornemenstand | None = None
    """Het voornemen van het PIP; None als de persoon bij de intake was, of als niemand het vroeg."""
    besluiten: Mapping[Besluitsoort, Vastgesteld] = field(default_factory=dict)
    """Per soort het besluit dat nu geldt; wat ontbreekt is er niet, of niemand vroeg het."""
    intrekking_ligt: date | None = None
    """De dagtekening van de intrekking van een PIP waarvan de brief nog weg moet; None als er geen ligt."""
    intrekking_ligt_in: str = ""
    """Het kenmerk van de eerdere zaak waarin die brief ligt; leeg als hij in deze ligt."""
    vervolg: Vervolg | None = None
    """De zaak van nu van wie verhuisde en hier weer woont; None als dit de zaak van nu is."""
    zelfde_mens: frozenset[Handeling] = frozenset()
    """Wat een ander moet doen dan wie nu handelt: die legde zelf vast waarop het rust (vier ogen, PG-19)."""
    afgevinkt_werk: bool | None = None
    """Of er werk is dat een mens afvinkte en dat nu niet openstaat; None als niemand het vroeg."""
    derde_gevraagd: bool | None = None
    """Of er informatie aan een derde gevraagd is (art. 5.3 lid 2 Bi2021); None als niemand het vroeg."""
    retourpost: bool | None = None
    """Of er post terugkwam die nog beoordeeld moet worden; None als niemand het vroeg."""
    bedoeld: UUID | None = None
    """De oproep waar een correctie over gaat; zonder is het de laatste."""
    ontbreekt: Mapping[Handeling, tuple[Gebrek, ...]] = field(default_factory=dict)
    """Wat er aan de inhoud ontbreekt, bij de handeling die haar af wil hebben; leeg is ook: niet gevraagd."""

    @property
    def pipbesluit(self) -> Vastgesteld | None:
        """Het besluit over het PIP dat nu geldt."""
        return self.besluiten.get(Besluitsoort.PIP)

    @property
    def oproep(self) -> Oproep | None:
        """De oproep waar het nu om gaat: de laatste die niet is ingetrokken of vervallen."""
        staand = [oproep for oproep in self.oproepen if not oproep.uitkomst.weg]
        return staand[-1] if staand else None

    @property
    def bedoelde_oproep(self) -> Oproep | None:
        """De oproep waar een correctie over gaat."""
        if self.bedoeld is None:
            return self.oproep
        return next((oproep for oproep in self.oproepen if oproep.id == self.bedoeld), None)
