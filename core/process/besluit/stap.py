"""Besluiten en brieven: vastleggen, opmaken, bekendmaken."""

from core.law.besluiten import Besluitsoort
from core.process.besluit import gevolgen
from core.process.besluit.adressering import AdresseringApi
from core.process.besluit.api import BesluitApi
from core.process.besluit.bevroren import LIGT_NOG
from core.process.besluit.brief import BEZWAARDAG
from core.process.besluit.cijferteksten import CIJFERKOLOMMEN
from core.process.besluit.feiten import FEITEN
from core.process.besluit.intrekbrief import BESLUIT_INTREKKING
from core.process.besluit.na_verhuizing import waarschuw_verzending
from core.process.besluit.tables import Brief
from core.process.besluit.taken import TAKEN
from core.process.besluit.werksoorten import Soort
from core.process.stap import Stap, Status
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    BesluitVervangen,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    RetourpostBeoordeeld,
    Teruggekeerd,
    Verhuisd,
)

STAP = Stap(
    naam="besluit",
    feiten=FEITEN,
    controllers=(
        BesluitApi,
        AdresseringApi,
    ),
    tags=("besluiten en brieven",),
    paden={"brief_id": "De brief", "opmaak_id": "De opmaak van de brief"},
    taken=TAKEN,
    werk=tuple(Soort),
    besluiten=(Besluitsoort.STARTDATUM, Besluitsoort.INTREKKING),
    waarschuwt_bij_verzenden=waarschuw_verzending,
    brieven=(BEZWAARDAG, BESLUIT_INTREKKING),
    cijferkolommen=CIJFERKOLOMMEN,
    statussen=(Status(kolom=Brief.status, loopt=LIGT_NOG),),
    bij={
        BesluitBekendgemaakt: gevolgen.laat_bezwaartermijn_lopen,
        BesluitVervangen: gevolgen.laat_bezwaardag_vervallen,
        BesluitIngetrokken: gevolgen.laat_bezwaardag_vervallen,
        RetourpostBeoordeeld: gevolgen.volg_retourpost,
        PlichtGeeindigd: gevolgen.trek_in_na_einde,
        Geschorst: gevolgen.trek_in_wat_geen_besluit_is,
        Verhuisd: gevolgen.volg_verhuizing,
        Teruggekeerd: gevolgen.volg_terugkeer,
        Overleden: gevolgen.trek_alles_in,
    },
    afwijzingen={
        Hervat: "wat ingetrokken is, wordt niet vanzelf weer verzonden",
        FeitenGewijzigd: "een brief is bevroren op de dag van het besluit",
        GroepGewijzigd: "een brief is bevroren op de dag van het besluit",
        RechtGewijzigd: "een termijn in een verzonden brief verschuift niet (PG-13)",
        PipVastgesteld: "het besluit en zijn brief legt de stap pip vast",
    },
)
