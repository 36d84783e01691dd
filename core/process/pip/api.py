"""Het PIP: concept, toets en vaststelling."""

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.ontheffing import Bewijs
from core.law.pip import PipInhoud
from core.law.pip_termijnen import DerdeInformatie
from core.law.urennorm import Revalidatie, Vaardigheid
from core.law.verrekening import Herkomst, Urencategorie, Verrekening
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, stand_van
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.navraag import Bevestigd
from core.platform.http.probleem import GebrekUit
from core.platform.http.vrijetekst import IN_BRIEF, Brieftekst
from core.platform.huis import Huis
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.collegebesluit import CollegebesluitIn, als_collegebesluit
from core.process.dossier import zaak as dossier
from core.process.pip import actions, concept, views, wegleggen
from core.process.pip.tables import Pipstatus
from core.process.pip.views import PipUit

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("pip", "lezen")
DERDE_KOLOMMEN = {
    "gevraagd_aan": "derde_partij",
    "wat": "derde_wat",
    "onmisbaar_omdat": "derde_onmisbaar",
    "gevraagd_op": "derde_gevraagd_op",
    "ontvangen_op": "derde_ontvangen_op",
}
Motief = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
Lang = Annotated[str, msgspec.Meta(max_length=10_000)]
Uren = Annotated[int, msgspec.Meta(ge=0, le=9999)]


class VerrekeningIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een besluit over uren van vóór het PIP (B23); ook een weigering blijft staan, met haar motivering."""

    uren: Uren
    categorie: Urencategorie
    herkomst: Herkomst
    toegekend: bool
    motivering: Brieftekst = ""
    besloten_op: date | None = None


class RevalidatieIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarop een lagere urennorm of een vaardigheid die vervalt rust (B08, art. 3.16 lid 2 Ri2021).

    Leg alleen vast waaruit de auditieve of visuele beperking bleek: niet welke het is, en niets medisch.
    """

    bewijs: Bewijs
    bewijs_op: date
    in_traject: bool
    vervallen_vaardigheden: Annotated[tuple[Vaardigheid, ...], msgspec.Meta(max_length=4)] = ()
    motivering: Brieftekst = ""


class PipIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het hele concept zoals het nu is; half ingevuld mag. De eerste keer is de versie 0.

    Elke intensiteit, ook de geschatte, is het aantal uren in totaal en niet per week.
    """

    versie: Versie
    leerroute: Leerroute | None = None
    niveau: Niveau | None = None
    ondersteuning: Brieftekst = ""
    intensiteit_pvt: Uren | None = None
    intensiteit_map: Uren | None = None
    vve_afspraken: Brieftekst = ""
    vve_nvt: bool = False
    intensiteit_leerroute: Uren | None = None
    geschatte_intensiteit_b1: Uren | None = None
    aantal_voortgangsgesprekken: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    participatiewet_beschikkingen: Annotated[
        tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=300), IN_BRIEF], ...], msgspec.Meta(max_length=20)
    ] = ()
    a2_knm_examenwens: bool = False
    lagere_urennorm: Uren | None = None
    revalidatie: RevalidatieIn | None = None
    alfabetisering: Alfabetisering | None = None
    mag_opleiding_afmaken: bool = False
    motivering: Brieftekst = ""
    eigen_woorden: Brieftekst = ""
    sterke_punten: Brieftekst = ""
    wensen: Brieftekst = ""
    verrekeningen: Annotated[tuple[VerrekeningIn, ...], msgspec.Meta(max_length=20)] = ()
    bevestigd: Bevestigd = ()


class Weglegging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom dit concept niet meer hoeft, met de versie die u zag."""

    motief: Motief
    versie: Versie


class Terughaling(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Met welk vervallen concept u weer begint en waarom, met de versie van het laatste PIP dat u zag."""

    volgnummer: Versie
    motief: Motief
    versie: Versie


class Teruggehaald(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het volgnummer van het nieuwe concept."""

    volgnummer: int


class Nieuw(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De nieuwe versie, om de volgende keer mee te geven."""

    versie: int


class SignaalUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Iets over de persoon dat wie vaststelt moet weten."""

    code: str
    melding: str
    grond: str


class PipToets(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Of het PIP vastgesteld kan worden, en zo niet alles wat het tegenhoudt: wat het vaststellen zelf zou noemen.

    `volgende` is de handeling die daar iets van weghaalt, leeg als die er nu niet is; `watNu` zegt het in een zin. Een
    signaal houdt niets tegen.
    """

    kan: bool
    ontbreekt: list[GebrekUit]
    volgende: str | None
    wat_nu: str
    signalen: list[SignaalUit]


class Vaststelling(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Vaststellen, met de dagtekening en de versie van het concept die u zag.

    `collegebesluit` alleen als het college zelf besloot, in plaats van iemand met mandaat (art. 10:7 Awb). Was de
    persoon er niet bij en laat een boete hem nog komen (art. 22 lid 2 Wi2021), dan waarschuwt Meedoen eerst; wie
    doorgaat noemt KAN_NOG_KOMEN in `bevestigd`, en in `redenNietAfwachten` waarom hij niet wacht. Dat leest de
    persoon in het besluit (art. 3:46 Awb), en het blijft bij de oproep staan.
    """

    dagtekening: date
    collegebesluit: CollegebesluitIn | None = None
    reden_niet_afwachten: Brieftekst = ""
    bevestigd: Bevestigd = ()
    versie: Versie


class Vastgesteld(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit dat is genomen."""

    besluit_id: UUID


class Derde(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het PIP wacht op informatie van een derde, of die is er (art. 5.3 lid 2 Bi2021); versie van het dossier."""

    gevraagd_aan: Annotated[str, msgspec.Meta(max_length=300)]
    wat: Lang
    onmisbaar_omdat: Lang
    gevraagd_op: date
    ontvangen_op: date | None = None
    versie: Versie


class ZonderDerde(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom het PIP toch zonder de informatie van de derde kan; versie van het dossier."""

    motief: Motief
    versie: Versie


class PipApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/pip"
    tags = ("pip",)

    @get(summary="Alle versies van het PIP", opt=vraagt("pip", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[PipUit]:
        async with bezoek.uow() as tx:
            return await views.pips(tx, bezoek.huis, dossier_id)

    @put("/concept", summary="Het concept vastleggen", opt=vraagt("pip", "bijwerken", body=PipIn))
    async def werk_bij(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> Nieuw:
        data = await lees_body(request, PipIn)
        async with bezoek.wijziging(data, lambda tx: pip_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            versie = await concept.werk_bij(tx, bezoek.huis, dossier_id, _inhoud(data), versie=data.versie)
        return Nieuw(versie=versie)

    @post(
        "/weglegging",
        status_code=204,
        summary="Het concept wegleggen, met motief; wat erin stond blijft te lezen",
        opt=vraagt("pip", "wegleggen", body=Weglegging),
    )
    async def leg_weg(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Weglegging)
        async with bezoek.wijziging(data, lambda tx: pip_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await wegleggen.leg_weg(tx, bezoek.huis, dossier_id, versie=data.versie, motief=data.motief)

    @post(
        "/terughaling",
        summary="Weer beginnen met wat er in een weggelegd of vervallen concept stond, met motief",
        opt=vraagt("pip", "wegleggen", body=Terughaling),
    )
    async def haal_terug(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> Teruggehaald:
        data = await lees_body(request, Terughaling)
        async with bezoek.wijziging(data, lambda tx: pip_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            nieuw = await wegleggen.haal_terug(
                tx,
                bezoek.huis,
                dossier_id,
                volgnummer=data.volgnummer,
                versie=data.versie,
                motief=data.motief,
            )
        return Teruggehaald(volgnummer=nieuw)

    @get("/toets", summary="Alles wat het vaststellen nu tegenhoudt", opt=vraagt("pip", "lezen", ook=(409,)))
    async def toets(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        bezoek: Hier,
        dagtekening: Annotated[
            date | None, QueryParameter(description="de dag waarop u wilt dagtekenen; zonder is dat vandaag")
        ] = None,
    ) -> PipToets:
        async with bezoek.uow() as tx:
            oordeel, signalen = await views.toets(tx, bezoek.huis, dossier_id, dagtekening=dagtekening)
        return PipToets(
            kan=oordeel.mag,
            ontbreekt=[GebrekUit(g.veld, g.melding, g.grond) for g in oordeel.gebreken],
            volgende=oordeel.volgende,
            wat_nu=oordeel.wat_nu,
            signalen=[SignaalUit(code=s.code, melding=s.melding, grond=str(s.grond)) for s in signalen],
        )

    @post(
        "/vaststelling",
        summary="Het PIP vaststellen: een beschikking",
        opt=vraagt("pip", "vaststellen", body=Vaststelling, beslist=True),
    )
    async def stel_vast(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> Vastgesteld:
        data = await lees_body(request, Vaststelling)
        async with bezoek.wijziging(data, lambda tx: pip_nu(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            besluit_id = await actions.stel_vast(
                tx,
                bezoek.huis,
                dossier_id,
                versie=data.versie,
                dagtekening=data.dagtekening,
                collegebesluit=als_collegebesluit(data.collegebesluit),
                reden_niet_afwachten=data.reden_niet_afwachten,
                bevestigd=data.bevestigd,
            )
        return Vastgesteld(besluit_id=besluit_id)

    @post(
        "/informatie-van-derde",
        status_code=204,
        summary="Vastleggen dat het PIP wacht op een derde, of dat de informatie er is",
        opt=vraagt("pip", "bijwerken", body=Derde),
    )
    async def derde(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Derde)
        informatie = DerdeInformatie(
            gevraagd_aan=data.gevraagd_aan,
            wat=data.wat,
            onmisbaar_omdat=data.onmisbaar_omdat,
            gevraagd_op=data.gevraagd_op,
            ontvangen_op=data.ontvangen_op,
        )
        async with bezoek.wijziging(
            data, lambda tx: dossier.stand(tx, bezoek.huis, dossier_id, **DERDE_KOLOMMEN), leest=LEZEN
        ) as tx:
            await actions.wacht_op_derde(tx, bezoek.huis, dossier_id, versie=data.versie, informatie=informatie)

    @post(
        "/zonder-informatie",
        status_code=204,
        summary="Vastleggen dat het PIP niet langer op een derde wacht, met motief",
        opt=vraagt("pip", "bijwerken", body=ZonderDerde),
    )
    async def zonder_derde(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, ZonderDerde)
        async with bezoek.wijziging(data, lambda tx: dossier.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await actions.wacht_niet_langer(tx, bezoek.huis, dossier_id, versie=data.versie, motief=data.motief)


async def pip_nu(tx: Tx, huis: Huis, dossier_id: UUID) -> Stand:
    """Het PIP zoals het nu is, voor wie met een oudere versie kwam; een vastgesteld PIP is klaar."""
    rij = await views.laatste(tx, huis, dossier_id)
    if rij is None:
        return stand_van(None)
    velden: dict[str, object] = {naam: getattr(rij, naam) for naam in concept.VELDEN}
    velden["revalidatie"] = None if rij.revalidatie is None else RevalidatieIn(**asdict(rij.revalidatie))
    velden["verrekeningen"] = [VerrekeningIn(**asdict(portie)) for portie in rij.verrekeningen]
    if rij.status is Pipstatus.CONCEPT:
        return stand_van(rij, velden=velden)
    if rij.status in (Pipstatus.VERVALLEN, Pipstatus.INGETROKKEN):
        wat = (
            "Dit PIP is ingetrokken" if rij.status is Pipstatus.INGETROKKEN else "Dit concept is weggelegd of vervallen"
        )
        klaar = f"{wat} en wijzigt niet meer. Begin een nieuw concept: stuur versie 0."
        return replace(stand_van(rij, velden=velden, klaar=klaar), versie=0)
    velden["dagtekening"] = rij.dagtekening
    return stand_van(
        rij, velden=velden, klaar="Het PIP is al vastgesteld. Een vastgesteld PIP wijzigen kan Meedoen nog niet."
    )


def _inhoud(data: PipIn) -> PipInhoud:
    anders = ("revalidatie", "verrekeningen")
    waarden = {naam: getattr(data, naam) for naam in concept.VELDEN if naam not in anders}
    porties = tuple(Verrekening(**msgspec.structs.asdict(v)) for v in data.verrekeningen)
    rust_op = None if data.revalidatie is None else Revalidatie(**msgspec.structs.asdict(data.revalidatie))
    return PipInhoud(**waarden, revalidatie=rust_op, verrekeningen=porties)
