"""Het dossier met alles wat erbij te lezen is, in één rij."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.aanschrijven import Adressoort
from core.law.fasen import Fase
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.leerroutes import Leerroute
from core.law.pip_termijnen import PipRegel
from core.platform.db.rij import JSONB, Rij
from core.process.dossier.rijen import Onleesbaar, OpenWerk, Termijnbeeld
from core.process.dossier.samenvoegrijen import Samenvoegingsbeeld


class Dossierbeeld(Rij, frozen=True):
    """Wat een medewerker van een dossier leest, met persoon, termijnen en open werk, in één vraag."""

    id: UUID
    kenmerk: str
    fase: Fase
    doelgroep: Doelgroep | None
    fijne_doelgroep: GedetailleerdeDoelgroep | None
    leerroute: Leerroute | None
    intensiteit: int | None
    behandelaar_id: UUID | None
    plicht_vanaf: date | None
    plicht_tot: date | None
    reden_geen_plicht: str | None
    kennisgeving_op: date | None
    ss139_op: date | None
    ss120_op: date | None
    ss121_op: date | None
    vestiging_op: date | None
    gekozen_regel: PipRegel | None
    gekozen_motief: str
    termijn_van: date | None
    termijn_tot: date | None
    termijn_oude_van: date | None
    let_op: str
    geopend_op: datetime
    eerder_id: UUID | None
    teruggekeerd_op: date | None
    vervolg_id: UUID | None
    vervolg_kenmerk: str | None
    plan_bekend: bool
    oproepronde: int
    versie: int
    naam: str
    aanschrijfnaam: str
    aanhef: str
    geboortedatum: str
    adressoort: Adressoort
    adresregel1: str
    adresregel2: str
    adresregel3: str
    adres_vanaf: str
    inschrijving_gemeente: str
    inschrijving_gemeentenaam: str
    opschorting: str
    in_onderzoek: Annotated[tuple[str, ...], JSONB]
    onleesbaar: Annotated[tuple[Onleesbaar, ...], JSONB]
    geheimhouding: bool
    overleden: bool
    overlijdensdatum: str
    brp_gelezen_op: datetime | None
    bsn_bekend: bool
    v_nummer_bekend: bool
    termijnen: Annotated[tuple[Termijnbeeld, ...], JSONB]
    werk: Annotated[tuple[OpenWerk, ...], JSONB]
    samenvoegingen: Annotated[tuple[Samenvoegingsbeeld, ...], JSONB]
