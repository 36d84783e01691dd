"""Oproepen voor de brede intake, en wat ervan kwam."""

from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.afspraken import Bevestiging, Bevestigingswijze
from core.law.boetevraag import Boeteantwoord, Boetevraag, RedenGeenBoete
from core.law.medewerking import Reactie, Verzoek, Verzoeksoort
from core.law.oproepen import Uitkomst
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.platform.http.vrijetekst import IN_BRIEF
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.besluit.invoer import CollegebesluitIn, als_collegebesluit
from core.process.oproep import actions, afspraak, intrekken, keten, terugnemen, uitkomsten, views
from core.process.oproep.keten import KetenUit
from core.process.oproep.views import OproepUit, OproepvoorstelUit

Hier = NamedDependency[SkipValidation[Bezoek]]
Tijdstip = Annotated[datetime, msgspec.Meta(tz=True)]
Plaats = Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=heel(MET_INHOUD)), IN_BRIEF]
Kort = Annotated[str, msgspec.Meta(max_length=300)]
Motief = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
Lang = Annotated[str, msgspec.Meta(max_length=10_000)]


class OproepUitkomstsoort(StrEnum):
    """Wat een mens kan vastleggen; of iemand te laat kwam, volgt uit de dag."""

    VERSCHENEN = "VERSCHENEN"
    TERMIJN_GEMIST = "TERMIJN_GEMIST"
    KOMST_GEWEIGERD = "KOMST_GEWEIGERD"
    ONVOLDOENDE_MEDEWERKING = "ONVOLDOENDE_MEDEWERKING"


class Afspraaksoort(StrEnum):
    GEMIST = "GEMIST"
    AFGEZEGD = "AFGEZEGD"
    VERZET = "VERZET"


class NieuweOproep(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een oproep met een id dat u zelf maakt. De termijn eindigt op een werkdag; de afspraak mag elke dag zijn.

    `kortereTermijn` zegt, als de termijn korter is dan gewoon, dat de persoon er zelf om vroeg of ermee instemde.
    `collegebesluit` alleen bij een waarschuwing waartoe het college zelf besloot (art. 10:7 Awb).
    """

    id: UUID
    termijn_laatste_dag: date
    afspraak_op: Tijdstip
    plaats: Plaats
    kortere_termijn: Kort = ""
    collegebesluit: CollegebesluitIn | None = None


class VerzoekIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het verzoek waaraan niet is meegewerkt: wat, in welke taal, wanneer, en wat de persoon deed."""

    soort: Verzoeksoort
    wat: Annotated[str, msgspec.Meta(max_length=1_000), IN_BRIEF]
    taal: Kort
    gevraagd_op: date
    reactie: Reactie
    uiterlijk_op: date | None = None


class OproepUitkomst(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er van de oproep kwam, met de versie die u zag; `op` is de dag waarop, zonder is dat vandaag.

    Een termijn is op zijn vroegst gemist op de dag na haar laatste dag. Bij ONVOLDOENDE_MEDEWERKING hoort een
    `verzoek`. Wie na de termijn komt, legt u vast als VERSCHENEN.
    """

    uitkomst: OproepUitkomstsoort
    op: date | None = None
    toelichting: Lang = ""
    verzoek: VerzoekIn | None = None
    versie: Versie


class BevestigingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Hoe de persoon van zijn nieuwe afspraak weet. Met een BRIEF maakt Meedoen die; bij een gesprek hoort wanneer, met
    wie en in welke taal."""

    wijze: Bevestigingswijze = Bevestigingswijze.BRIEF
    op: date | None = None
    met: Kort = ""
    taal: Kort = ""


class OproepAfspraak(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er met de afspraak gebeurde; `afspraakOp`, `plaats` en `bevestiging` horen alleen bij VERZET.

    Zonder `bevestiging` krijgt de persoon een brief over de nieuwe afspraak.
    """

    soort: Afspraaksoort
    toelichting: Lang
    afspraak_op: Tijdstip | None = None
    plaats: Plaats | None = None
    bevestiging: BevestigingIn | None = None
    versie: Versie


class OproepBoetevraag(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het antwoord van het college (art. 22 Wi2021), met wat er buiten Meedoen van vastligt; bedrag in hele euro's."""

    antwoord: Boeteantwoord
    motief: Lang
    reden: RedenGeenBoete | None = None
    kenmerk: Kort = ""
    rapport_op: date | None = None
    dagtekening: date | None = None
    bekendgemaakt_op: date | None = None
    bedrag: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None
    versie: Versie


class OproepIntrekking(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom de oproep wordt ingetrokken, met de versie die u zag.

    Het motief blijft in het dossier. Is de oproep verzonden, dan krijgt de persoon een brief; wat u in `uitlegInBrief`
    schrijft staat daarin.
    """

    motief: Lang
    uitleg_in_brief: Annotated[str, msgspec.Meta(max_length=4000), IN_BRIEF] = ""
    versie: Versie


class OproepTerugname(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Welke gebeurtenis er niet had moeten staan en waarom, met de versie van de oproep die u zag."""

    gebeurtenis_id: UUID
    motief: Motief
    versie: Versie


class OproepApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/oproepen"
    tags = ("oproepen",)

    @get(summary="De oproepen van een dossier", opt=vraagt("oproep", "lezen"))
    async def lijst(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[OproepUit]:
        async with bezoek.uow() as tx:
            return await views.oproepen(tx, bezoek.huis, dossier_id)

    @get(
        "/keten",
        summary="Tot wanneer elke oproep nog past, teruggerekend vanaf de laatste dag voor het PIP",
        opt=vraagt("oproep", "lezen"),
    )
    async def keten(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> KetenUit:
        async with bezoek.uow() as tx:
            return await keten.lees(tx, bezoek.huis, dossier_id)

    @get(
        "/voorstel",
        summary="De oproep die nu aan de beurt is, met een voorstel voor haar termijn en waarom",
        opt=vraagt("oproep", "lezen", ook=(409,)),
    )
    async def voorstel(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier
    ) -> OproepvoorstelUit:
        async with bezoek.uow() as tx:
            return await views.voorstel(tx, bezoek.huis, dossier_id)

    @post(
        status_code=204,
        summary="De oproep opstellen die nu aan de beurt is; zij telt pas als haar brief verzonden is",
        opt=vraagt("oproep", "opstellen", body=NieuweOproep),
    )
    async def roep_op(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, NieuweOproep)
        afspraak = actions.Afspraak(
            termijn_tot=data.termijn_laatste_dag,
            op=data.afspraak_op,
            plaats=data.plaats,
            korter=data.kortere_termijn,
        )
        async with bezoek.uow() as tx:
            await actions.roep_op(
                tx,
                bezoek.huis,
                dossier_id,
                data.id,
                afspraak,
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )

    @post(
        "/{oproep_id:uuid}/uitkomst",
        status_code=204,
        summary="De uitkomst van een oproep vastleggen",
        opt=vraagt("oproep", "uitkomst", body=OproepUitkomst),
    )
    async def uitkomst(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        oproep_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OproepUitkomst)
        async with _wijziging(bezoek, data, dossier_id, oproep_id) as tx:
            await uitkomsten.leg_uitkomst_vast(
                tx,
                bezoek.huis,
                dossier_id,
                oproep_id,
                versie=data.versie,
                uitkomst=Uitkomst(data.uitkomst),
                op=data.op,
                toelichting=data.toelichting,
                verzoek=None if data.verzoek is None else Verzoek(**msgspec.structs.asdict(data.verzoek)),
            )

    @post(
        "/{oproep_id:uuid}/afspraak",
        status_code=204,
        summary="Vastleggen dat de afspraak gemist, afgezegd of verzet is; de termijn loopt door",
        opt=vraagt("oproep", "uitkomst", body=OproepAfspraak),
    )
    async def afspraak(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        oproep_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OproepAfspraak)
        nieuw = _nieuwe_afspraak(data)
        async with _wijziging(bezoek, data, dossier_id, oproep_id) as tx:
            if nieuw is None:
                await afspraak.leg_afspraak_vast(
                    tx,
                    bezoek.huis,
                    dossier_id,
                    oproep_id,
                    versie=data.versie,
                    afgezegd=data.soort is Afspraaksoort.AFGEZEGD,
                    toelichting=data.toelichting,
                )
            else:
                op, plaats, bevestiging = nieuw
                await afspraak.verzet_afspraak(
                    tx,
                    bezoek.huis,
                    dossier_id,
                    oproep_id,
                    versie=data.versie,
                    op=op,
                    plaats=plaats,
                    toelichting=data.toelichting,
                    bevestiging=bevestiging,
                )

    @post(
        "/{oproep_id:uuid}/boetevraag",
        status_code=204,
        summary="De boetevraag beantwoorden: boete, geen boete, of er loopt een procedure",
        opt=vraagt("oproep", "boetevraag", body=OproepBoetevraag),
    )
    async def boetevraag(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        oproep_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OproepBoetevraag)
        waarden = msgspec.structs.asdict(data)
        versie = waarden.pop("versie")
        async with _wijziging(bezoek, data, dossier_id, oproep_id) as tx:
            await uitkomsten.beantwoord_boetevraag(
                tx, bezoek.huis, dossier_id, oproep_id, versie=versie, vraag=Boetevraag(**waarden)
            )

    @post(
        "/{oproep_id:uuid}/intrekking",
        status_code=204,
        summary="Een open oproep intrekken, met motief; is zij verzonden, dan krijgt de persoon een brief",
        opt=vraagt("oproep", "intrekken", body=OproepIntrekking),
    )
    async def trek_in(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        oproep_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OproepIntrekking)
        async with _wijziging(bezoek, data, dossier_id, oproep_id) as tx:
            await intrekken.trek_in(
                tx,
                bezoek.huis,
                dossier_id,
                oproep_id,
                versie=data.versie,
                motief=data.motief,
                uitleg=data.uitleg_in_brief,
            )

    @post(
        "/{oproep_id:uuid}/terugname",
        status_code=204,
        summary="Terugnemen wat verkeerd is vastgelegd: een uitkomst, een antwoord of een gemiste afspraak, met motief",
        opt=vraagt("oproep", "terugnemen", body=OproepTerugname),
    )
    async def neem_terug(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        oproep_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> None:
        data = await lees_body(request, OproepTerugname)
        async with _wijziging(bezoek, data, dossier_id, oproep_id) as tx:
            await terugnemen.neem_terug(
                tx,
                bezoek.huis,
                dossier_id,
                oproep_id,
                data.gebeurtenis_id,
                versie=data.versie,
                motief=data.motief,
            )


def _wijziging(
    bezoek: Bezoek,
    data: OproepUitkomst | OproepAfspraak | OproepBoetevraag | OproepIntrekking | OproepTerugname,
    dossier_id: UUID,
    oproep_id: UUID,
) -> AbstractAsyncContextManager[Tx]:
    return bezoek.wijziging(
        data,
        lambda tx: actions.stand(tx, bezoek.huis, dossier_id, oproep_id),
        leest=Bevoegdheid("oproep", "lezen"),
    )


def _nieuwe_afspraak(data: OproepAfspraak) -> tuple[datetime, str, Bevestiging] | None:
    """De nieuwe tijd en plaats bij VERZET en hoe de persoon het weet, en niets bij de rest.

    Raises:
        OngeldigeInvoer: zij ontbreken bij VERZET, of staan bij iets anders; alle gebreken tegelijk.
    """
    verzet = data.soort is Afspraaksoort.VERZET
    gebreken = [
        Gebrek(
            veld=veld,
            melding="Noem de nieuwe tijd en plaats." if verzet else "Dit hoort alleen bij een verzette afspraak.",
        )
        for veld, waarde in (("afspraakOp", data.afspraak_op), ("plaats", data.plaats))
        if verzet == (waarde is None)
    ]
    if data.bevestiging is not None and not verzet:
        gebreken.append(Gebrek(veld="bevestiging", melding="Dit hoort alleen bij een verzette afspraak."))
    if gebreken:
        raise OngeldigeInvoer("De afspraak klopt niet.", gebreken=tuple(gebreken))
    if data.afspraak_op is None or data.plaats is None:
        return None
    bevestiging = Bevestiging(**msgspec.structs.asdict(data.bevestiging or BevestigingIn()))
    return data.afspraak_op, data.plaats, bevestiging
