"""De rij van het PIP, zoals de code haar leest."""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.pip import PipInhoud
from core.law.planwijziging import legt_hetzelfde_op, wat_niet_gevraagd_is, zelfde_plan
from core.law.urennorm import Revalidatie
from core.law.verrekening import Verrekening
from core.law.voornemen import Afziengrond, Voornemenstand, Voornemenstatus
from core.law.zienswijze import Zienswijze
from core.platform.db.rij import JSONB, Rij
from core.process.pip.tables import Pip, Pipstatus, PipVoornemen


class PipRij(Rij, frozen=True):
    tabel = Pip

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    volgnummer: int
    status: Pipstatus
    leerroute: Leerroute | None
    niveau: Niveau | None
    ondersteuning: str
    intensiteit_pvt: int | None
    intensiteit_map: int | None
    vve_afspraken: str
    vve_nvt: bool
    intensiteit_leerroute: int | None
    geschatte_intensiteit_b1: int | None
    aantal_voortgangsgesprekken: int | None
    participatiewet_beschikkingen: Annotated[tuple[str, ...], JSONB]
    a2_knm_examenwens: bool
    lagere_urennorm: int | None
    revalidatie: Annotated[Revalidatie | None, JSONB]
    alfabetisering: Alfabetisering | None
    mag_opleiding_afmaken: bool
    motivering: str
    eigen_woorden: str
    sterke_punten: str
    wensen: str
    verrekeningen: Annotated[tuple[Verrekening, ...], JSONB]
    dagtekening: date | None
    vastgesteld_door: UUID | None
    vastgesteld_op: datetime | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None

    @property
    def inhoud(self) -> PipInhoud:
        """Wat er in dit plan staat."""
        return PipInhoud(**{veld.name: getattr(self, veld.name) for veld in fields(PipInhoud)})


class Dagtekening(Rij, frozen=True):
    """De dag waarop een eerdere versie is vastgesteld."""

    tabel = Pip

    id: UUID
    dagtekening: date | None


class VoornemenRij(Rij, frozen=True):
    tabel = PipVoornemen

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    pip_id: UUID
    pip_versie: int
    status: Voornemenstatus
    opgesteld_op: date
    uiterlijk_op: date | None
    kort: bool
    afzien_grond: Afziengrond | None
    motief: str
    verzonden_op: date | None
    zienswijzen: Annotated[tuple[Zienswijze, ...], JSONB]
    weging: str
    plan: Annotated[PipInhoud | None, JSONB]
    gewogen_plan: Annotated[PipInhoud | None, JSONB]
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None

    @property
    def laatste_zienswijze(self) -> Zienswijze | None:
        """Wat de persoon het laatst zei; van twee op een dag de laatst vastgelegde."""
        return max(reversed(self.zienswijzen), key=lambda z: z.ontvangen_op, default=None)

    @property
    def is_voorgelegd(self) -> bool:
        """Of de persoon het kreeg, of er bewust van is afgezien; anders valt er niet op te besluiten."""
        return self.afzien_grond is not None or (self.verzonden_op is not None and self.uiterlijk_op is not None)

    def stand(self, concept: PipRij | None) -> Voornemenstand:
        """Hoe het ermee staat, met het concept dat er nu ligt."""
        nu = None if concept is None else concept.inhoud
        ongewijzigd = concept is not None and (concept.id, concept.versie) == (self.pip_id, self.pip_versie)
        anders: tuple[str, ...] = () if ongewijzigd else ("een wijziging die toen niet is bewaard",)
        if nu is not None and self.plan is not None:
            ongewijzigd, anders = zelfde_plan(self.plan, nu), wat_niet_gevraagd_is(self.plan, nu)
        gewogen, laatste = self.gewogen_plan or self.plan, self.laatste_zienswijze
        return Voornemenstand(
            status=self.status,
            verzonden_op=self.verzonden_op,
            uiterlijk_op=self.uiterlijk_op,
            kort=self.kort,
            dekt_plan=ongewijzigd,
            niet_gevraagd=anders,
            gewogen_dekt=nu is None or gewogen is None or legt_hetzelfde_op(gewogen, nu),
            zienswijze_op=None if laatste is None else laatste.ontvangen_op,
            is_alles=laatste is not None and laatste.is_alles,
            gewogen=bool(self.weging.strip()),
            eerder_gelezen=self.afzien_grond is Afziengrond.EERDER_GELEGENHEID,
        )
