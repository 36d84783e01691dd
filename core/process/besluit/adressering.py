"""Aan wie brieven in een dossier nu zouden gaan, en waarom: per onderwerp, zoals het adresboek het zegt."""

from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from core.law.contact import Onderwerp
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, vraagt
from core.platform.huis import Huis
from core.process.besluit.adresboek import Adresboek, lees_adresboek
from core.process.dossier.zaak import lees_dossier

Hier = NamedDependency[SkipValidation[Bezoek]]


class AdresseringUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Als wie iemand een brief over dit onderwerp krijgt, en waarom. `kan` is onwaar als er geen brief kan; `beletsels`
    zegt waarom niet. `vragen` houden niets tegen."""

    onderwerp: str
    kan: bool
    aan: str
    afschrift_aan: list[str]
    weg: str
    reden: str
    grond: str
    beletsels: list[str]
    vragen: list[str]


async def adressering(tx: Tx, huis: Huis, dossier_id: UUID) -> list[AdresseringUit]:
    """Het antwoord van het adresboek per onderwerp; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    dossier = await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "adressering.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [_uit(onderwerp, await lees_adresboek(tx, huis, dossier, onderwerp)) for onderwerp in Onderwerp]


def _uit(onderwerp: Onderwerp, adresboek: Adresboek) -> AdresseringUit:
    antwoord = adresboek.adressering
    return AdresseringUit(
        onderwerp=onderwerp,
        kan=not antwoord.gebreken,
        aan=antwoord.aan.rol,
        afschrift_aan=[bestemming.rol for bestemming in antwoord.afschriften],
        weg=antwoord.weg,
        reden=antwoord.reden,
        grond=str(antwoord.grond),
        beletsels=[gebrek.melding for gebrek in antwoord.gebreken],
        vragen=[vraag.melding for vraag in antwoord.vragen],
    )


class AdresseringApi(Controller):
    path = "/gemeenten/{gemeentecode:str}/dossiers/{dossier_id:uuid}/adressering"
    tags = ("besluiten en brieven",)

    @get(summary="Aan wie brieven nu gaan, wie een afschrift krijgt, en waarom", opt=vraagt("brief", "lezen"))
    async def lees(self, gemeentecode: FromPath[str], dossier_id: FromPath[UUID], bezoek: Hier) -> list[AdresseringUit]:
        async with bezoek.uow() as tx:
            return await adressering(tx, bezoek.huis, dossier_id)
