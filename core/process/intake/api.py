"""De brede intake."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter, SkipValidation

from core.law.leerroutes import Leerroute
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.probleem import GebrekUit
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.plugin_api import grenzen
from core.process.intake import actions, heropenen, views, wegleggen
from core.process.intake.inhoud import IntakeInhoud, Lang
from core.process.intake.rijen import BredeIntakeRij
from core.process.intake.views import (
    LijstantwoordUit,
    VragenlijstUit,
    antwoord_uit,
    lijst_uit,
)
from core.process.intake.vragenlijsten import Lijstantwoord

Hier = NamedDependency[SkipValidation[Bezoek]]
LEZEN = Bevoegdheid("brede-intake", "lezen")


class IntakeHeropening(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom de afgeronde intake weer open moet, met de versie die u zag."""

    motief: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
    versie: Versie


class IntakeWeglegging(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom de ingevulde intake weg kan, met de versie die u zag."""

    motief: Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
    versie: Versie


class AntwoordIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een antwoord op een vraag van de gemeente: tekst, true of false, een getal, of het id van een optie."""

    vraag: Annotated[str, msgspec.Meta(min_length=1, max_length=grenzen.LANGSTE_ID)]
    waarde: Lang | bool | int


class LijstantwoordIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De antwoorden op een lijst van de gemeente, met de versie van de lijst die u zag."""

    lijst: Annotated[str, msgspec.Meta(min_length=1, max_length=grenzen.LANGSTE_ID)]
    versie: Versie
    antwoorden: Annotated[tuple[AntwoordIn, ...], msgspec.Meta(max_length=grenzen.MEESTE_VRAGEN)] = ()


class IntakeIn(IntakeInhoud, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De hele intake zoals zij nu is; half ingevuld mag. De eerste keer is de versie 0.

    `persoonlijkeOmstandigheden` mag ontbreken (blijft dan ongemoeid); zij wordt versleuteld bewaard (art. 9.11 Bi2021).
    `lokaleAntwoorden` op de vragen van de gemeente mogen ook ontbreken; een lijst die u weglaat blijft zoals zij was.
    Zet daar geen gezondheid in.
    """

    versie: Versie
    persoonlijke_omstandigheden: Lang | None = None
    lokale_antwoorden: (
        Annotated[tuple[LijstantwoordIn, ...], msgspec.Meta(max_length=grenzen.MEESTE_LIJSTEN)] | None
    ) = None


class LbtUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De leerbaarheidstoets zoals DUO haar gaf."""

    status: str
    examennummer: str
    resultaat: str | None
    behaalde_score: str
    benodigde_score: str
    afgenomen_op: date | None


class WeggelegdeIntake(IntakeInhoud, frozen=True, rename="camel", kw_only=True):
    """Wat er in een intake stond die is weggelegd; de persoonlijke omstandigheden zijn gewist."""

    weggelegd_op: datetime
    lokale_antwoorden: list[LijstantwoordUit]


class IntakeUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De intake, de leerbaarheidstoets van DUO, en alles wat nog ontbreekt om haar af te ronden.

    `lbtOntheffingBeslotenOp` is de dag van het besluit tot ontheffing (`lbt-ontheffingen`); hier alleen te lezen.
    `verkorteIntake`: een andere gemeente stelde `leerrouteVanElders` vast; dan hoort de leerbaarheidstoets er niet bij,
    en opleiding en werk ook niet (art. 15 lid 4 Wi2021). `weggelegd` is wat er eerder stond en niet meer geldt.
    """

    versie: int
    opleiding_en_werk: str = ""
    vve: str = ""
    vve_nvt: bool = False
    taalniveau: str = ""
    arbeidsmogelijkheden: str = ""
    zelfredzaamheid: str = ""
    recht_op_individueel_gesprek_gemeld_op: date | None = None
    wil_onderwijsroute: bool = False
    onderwijsroute_onderzoek: str = ""
    lbt_ontheffing_besloten_op: date | None = None
    lbt_motivering: str = ""
    bronnen_bij_afwezigheid: str = ""
    verslag: str = ""
    eigen_woorden: str = ""
    sterke_punten: str = ""
    wensen: str = ""
    heeft_participatiewet_beschikkingen: bool = False
    persoonlijke_omstandigheden: str | None = None
    leerbaarheidstoets: LbtUit | None = None
    verkorte_intake: bool = False
    leerroute_van_elders: Leerroute | None = None
    afgerond_op: date | None = None
    in_afwezigheid: bool = False
    lokale_vragenlijsten: list[VragenlijstUit] = []
    lokale_antwoorden: list[LijstantwoordUit] = []
    ontbreekt: list[GebrekUit] = []
    weggelegd: list[WeggelegdeIntake] = []


class Nieuw(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De nieuwe versie, om de volgende keer mee te geven."""

    versie: int


class Afronding(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """De intake afronden; in afwezigheid kan pas na drie oproepen zonder resultaat (art. 14 lid 2 Wi2021)."""

    versie: Versie
    in_afwezigheid: bool = False


class BredeIntakeApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/brede-intake"
    tags = ("brede intake",)

    @get(summary="De brede intake, met alles wat nog ontbreekt", opt=vraagt("brede-intake", "lezen"))
    async def lees(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        bezoek: Hier,
        in_afwezigheid: Annotated[
            bool, QueryParameter(name="inAfwezigheid", description="toets alsof in afwezigheid wordt afgerond")
        ] = False,
    ) -> IntakeUit:
        async with bezoek.uow(Doel.BREDE_INTAKE) as tx:
            beeld = await views.brede_intake(tx, bezoek.huis, dossier_id, in_afwezigheid=in_afwezigheid)
        lokaal = () if beeld.rij is None else beeld.rij.lokale_antwoorden
        elders = beeld.leerroute_van_elders
        return IntakeUit(
            **_vastgelegd(beeld.rij),
            lbt_ontheffing_besloten_op=beeld.ontheven_op,
            persoonlijke_omstandigheden=beeld.omstandigheden,
            leerbaarheidstoets=None if beeld.lbt is None else msgspec.convert(beeld.lbt, LbtUit, from_attributes=True),
            verkorte_intake=elders is not None,
            leerroute_van_elders=elders,
            lokale_vragenlijsten=[lijst_uit(lijst) for lijst in beeld.lijsten],
            lokale_antwoorden=[antwoord_uit(a, beeld.lijsten) for a in lokaal],
            ontbreekt=[GebrekUit(g.veld, g.melding, g.grond) for g in beeld.gebreken],
            weggelegd=[_weggelegd(rij, beeld) for rij in beeld.weggelegd],
        )

    @put(summary="De brede intake vastleggen", opt=vraagt("brede-intake", "bijwerken", body=IntakeIn))
    async def werk_bij(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> Nieuw:
        data = await lees_body(request, IntakeIn)
        async with bezoek.wijziging(
            data, lambda tx: _intake_nu(tx, bezoek.huis, dossier_id, data), leest=LEZEN, doel=Doel.BREDE_INTAKE
        ) as tx:
            versie = await actions.werk_bij(
                tx,
                bezoek.huis,
                dossier_id,
                data,
                versie=data.versie,
                omstandigheden=data.persoonlijke_omstandigheden,
                lokaal=None if data.lokale_antwoorden is None else tuple(map(_lijstantwoord, data.lokale_antwoorden)),
            )
        return Nieuw(versie=versie)

    @post(
        "/afronding",
        status_code=204,
        summary="De brede intake afronden",
        opt=vraagt("brede-intake", "afronden", body=Afronding),
    )
    async def rond_af(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, Afronding)
        async with bezoek.wijziging(
            data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id), leest=LEZEN, doel=Doel.BREDE_INTAKE
        ) as tx:
            await actions.rond_af(tx, bezoek.huis, dossier_id, versie=data.versie, in_afwezigheid=data.in_afwezigheid)

    @post(
        "/heropening",
        status_code=204,
        summary="De afgeronde brede intake heropenen, met motief; zolang er geen PIP op rust",
        opt=vraagt("brede-intake", "heropenen", body=IntakeHeropening),
    )
    async def heropen(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, IntakeHeropening)
        async with bezoek.wijziging(data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id), leest=LEZEN) as tx:
            await heropenen.heropen(tx, bezoek.huis, dossier_id, versie=data.versie, motief=data.motief)

    @post(
        "/weglegging",
        status_code=204,
        summary="De intake die nog niet is afgerond wegleggen, met motief; wat erin stond blijft te lezen",
        description="De persoonlijke omstandigheden worden gewist. Daarna begint de intake opnieuw, met versie 0.",
        opt=vraagt("brede-intake", "wegleggen", body=IntakeWeglegging),
    )
    async def leg_weg(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, IntakeWeglegging)
        async with bezoek.wijziging(
            data, lambda tx: actions.stand(tx, bezoek.huis, dossier_id), leest=LEZEN, doel=Doel.BREDE_INTAKE
        ) as tx:
            await wegleggen.leg_weg(tx, bezoek.huis, dossier_id, versie=data.versie, motief=data.motief)

    @post(
        "/leerbaarheidstoets",
        status_code=204,
        summary="Bij DUO een examennummer vragen, om de leerbaarheidstoets te boeken",
        opt=vraagt("brede-intake", "bijwerken"),
    )
    async def vraag_lbt_aan(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> None:
        async with bezoek.uow() as tx:
            await actions.vraag_lbt_aan(tx, bezoek.huis, dossier_id)


async def _intake_nu(tx: Tx, huis: Huis, dossier_id: UUID, gestuurd: IntakeIn) -> Stand:
    """Naast wat er gestuurd is; wat ongemoeid zou blijven wordt niet gelezen en niet vergeleken."""
    met_omstandigheden = gestuurd.persoonlijke_omstandigheden is not None
    stand = await actions.stand(tx, huis, dossier_id, omstandigheden=met_omstandigheden)
    if gestuurd.lokale_antwoorden is None:
        return stand
    rij = await actions.lees_intake(tx, dossier_id)
    gestuurd_is = {(a.lijst, a.versie) for a in gestuurd.lokale_antwoorden}
    lokaal = tuple(
        LijstantwoordIn(
            lijst=a.lijst,
            versie=a.versie,
            antwoorden=tuple(AntwoordIn(vraag=vraag, waarde=w) for vraag, w in sorted(a.antwoorden.items())),
        )
        for a in (() if rij is None else rij.lokale_antwoorden)
        if (a.lijst, a.versie) in gestuurd_is
    )
    return replace(stand, velden={**stand.velden, "lokale_antwoorden": lokaal})


def _vastgelegd(rij: BredeIntakeRij | None) -> dict[str, Any]:
    """Wat het contract met de rij gemeen heeft; de lokale antwoorden hebben daar een andere vorm, en de ontheffing is
    een besluit dat niet in de rij staat."""
    if rij is None:
        return {"versie": 0}
    anders = {"lokale_antwoorden", "lbt_ontheffing_besloten_op", "leerroute_van_elders"}
    gemeen = (set(IntakeUit.__struct_fields__) & set(rij.__struct_fields__)) - anders
    return {naam: getattr(rij, naam) for naam in gemeen}


def _weggelegd(rij: BredeIntakeRij, beeld: views.Intakebeeld) -> WeggelegdeIntake:
    if rij.weggelegd_op is None:
        raise LookupError("deze intake is niet weggelegd")
    return WeggelegdeIntake(
        **{naam: getattr(rij, naam) for naam in actions.VELDEN},
        weggelegd_op=rij.weggelegd_op,
        lokale_antwoorden=[antwoord_uit(a, beeld.lijsten) for a in rij.lokale_antwoorden],
    )


def _lijstantwoord(gegeven: LijstantwoordIn) -> Lijstantwoord:
    return Lijstantwoord(
        lijst=gegeven.lijst, versie=gegeven.versie, antwoorden={a.vraag: a.waarde for a in gegeven.antwoorden}
    )
