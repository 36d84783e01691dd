"""Oproepen voor de brede intake, en wat ervan kwam."""

from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.medewerking import Verzoek
from core.law.oproepen import Uitkomst
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.http.invoer import lees_body
from core.process.collegebesluit import als_collegebesluit
from core.process.herdagtekening import Herdagtekend, Herdagtekening
from core.process.oproep import actions, afspraak, herdagtekenen, intrekken, keten, terugnemen, uitkomsten, views
from core.process.oproep.invoer import (
    Afspraaksoort,
    NieuweOproep,
    OproepAfspraak,
    OproepBoetevraag,
    OproepIntrekking,
    OproepTerugname,
    OproepUitkomst,
    als_boetevraag,
    als_lot,
    nieuwe_afspraak,
)
from core.process.oproep.keten import KetenUit
from core.process.oproep.views import OproepUit, OproepvoorstelUit
from core.process.oproep.waarschuwingen import Gesprek

Hier = NamedDependency[SkipValidation[Bezoek]]


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
        opt=vraagt("oproep", "opstellen", body=NieuweOproep, beslist=True),
    )
    async def roep_op(
        self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], request: Request[Any, Any, Any], bezoek: Hier
    ) -> None:
        data = await lees_body(request, NieuweOproep)
        afspraak = actions.Afspraak(
            termijn_tot=data.termijn_laatste_dag,
            gesprek=Gesprek(op=data.afspraak_op, plaats=data.plaats, ruimte=data.ruimte, collega_id=data.collega_id),
            korter=data.kortere_termijn,
            plan=data.voorgenomen_plan,
            niet_afwachten=data.reden_niet_afwachten,
            bevestigd=data.bevestigd,
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
                schreef_aan=data.schreef_aan,
                verzoek=None if data.verzoek is None else Verzoek(**msgspec.structs.asdict(data.verzoek)),
                bevestigd=data.bevestigd,
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
        nieuw = nieuwe_afspraak(data)
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
                gesprek, bevestiging = nieuw
                await afspraak.verzet_afspraak(
                    tx,
                    bezoek.huis,
                    dossier_id,
                    oproep_id,
                    versie=data.versie,
                    gesprek=gesprek,
                    toelichting=data.toelichting,
                    bevestiging=bevestiging,
                    bevestigd=data.bevestigd,
                )

    @post(
        "/{oproep_id:uuid}/boetevraag",
        status_code=204,
        summary="De boetevraag beantwoorden: boete, geen boete, of er loopt een procedure",
        opt=vraagt("oproep", "boetevraag", body=OproepBoetevraag, beslist=True),
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
        async with _wijziging(bezoek, data, dossier_id, oproep_id) as tx:
            await uitkomsten.beantwoord_boetevraag(
                tx,
                bezoek.huis,
                dossier_id,
                oproep_id,
                versie=data.versie,
                vraag=als_boetevraag(data),
                bevestigd=data.bevestigd,
            )

    @post(
        "/{oproep_id:uuid}/intrekking",
        status_code=204,
        summary="Een open oproep intrekken, met motief; kreeg de persoon haar, dan krijgt hij een brief",
        opt=vraagt("oproep", "intrekken", body=OproepIntrekking, beslist=True),
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
                lot=als_lot(data.boete),
            )

    @post(
        "/{oproep_id:uuid}/dagtekening",
        summary="De waarschuwing die nog niet verzonden is een nieuwe dagtekening geven, die van vandaag",
        opt=vraagt("oproep", "opstellen", body=Herdagtekening, beslist=True),
    )
    async def herdagteken(
        self,
        gemeentecode: FromPath[str],
        dossier_id: FromPath[UUID],
        oproep_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        bezoek: Hier,
    ) -> Herdagtekend:
        data = await lees_body(request, Herdagtekening)
        async with bezoek.uow() as tx:
            nieuw = await herdagtekenen.herdagteken(
                tx,
                bezoek.huis,
                dossier_id,
                oproep_id,
                data.besluit_id,
                motief=data.motief,
                collegebesluit=als_collegebesluit(data.collegebesluit),
            )
        return Herdagtekend(besluit_id=nieuw)

    @post(
        "/{oproep_id:uuid}/terugname",
        status_code=204,
        summary="Terugnemen wat verkeerd is vastgelegd: een uitkomst, een antwoord of een gemiste afspraak, met motief",
        opt=vraagt("oproep", "terugnemen", body=OproepTerugname, beslist=True),
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
                lot=als_lot(data.boete),
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
