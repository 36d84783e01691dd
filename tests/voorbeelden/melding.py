"""Wat wij aan DUO melden."""

from uuid import UUID

from core.integrations.duo.contract import RedenGeenInburgeringsplicht as Reden
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.dossier.plicht import volg_plicht
from core.process.dossier.zaak import neem_dossier
from core.process.voorvallen import meld
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import BEWERKT, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Verzoek


async def duo_melding(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "U03",
        "inhoud": "{}",
        "inhoud_hash": "0" * 64,
        "status": "te_verzenden",
        "ontstaan_op": TOEN,
    }
    await voeg_in(tx, "duo_melding", waarden | anders)
    return id_


async def duo_contactpersoon(tx: Tx, **anders: object) -> UUID:
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "medewerker_id": tx.medewerker_id,
        "duo_id": 7,
        "inhoud_hash": "0" * 64,
    }
    await voeg_in(tx, "duo_contactpersoon", waarden | anders)
    return tx.medewerker_id


async def _verhaal(wereld: Wereld) -> None:
    """Een melding die DUO niet aanneemt en die een mens nog eens aanbiedt, en de contactpersoon."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    wereld.duo_weet(zaak.inwoner, gevestigd=None)
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    [item] = await wereld.werk("MELDING_HERSTELLEN")
    await wereld.km.lees(f"/werkitems/{item['id']}/duo-bericht")
    await zaak.stuur(f"/duo-meldingen/{melding['id']}/nieuwe-aanbieding", None, 201)
    await zaak.deel_toe()
    await wereld.werk_af()
    await zaak.lees("/duo-meldingen")
    await _blijft_steken(wereld)


async def _blijft_steken(wereld: Wereld) -> None:
    """De eerste poging krijgt een storing, dan overlijdt de persoon, en de volgende poging stuurt niets meer."""
    zaak = await Zaak.nieuw(wereld)
    # What another story left to be tried again would take the fault that is meant for this message.
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    await zaak.deel_toe()
    await wereld.storing("fout")
    await wereld.werk_af()
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        genomen = await neem_dossier(tx, zaak.id)
        zaak_nu, voorvallen = await volg_plicht(tx, genomen, Reden.OVERLIJDEN, eerder=genomen.rij)
        for voorval in voorvallen:
            await meld(tx, wereld.huis, zaak_nu, voorval)
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"melding_id": (await akker.traject.lees("/duo-meldingen"))[-1]["id"]}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.deel_toe(leerling.gemeente)


async def _bied_opnieuw_aan(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        id_ = await duo_melding(tx, dossier_id=zaak.id)
    await wereld.alziend.execute("update duo_melding set status = 'afgewezen' where id = $1", id_)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/duo-meldingen/{id_}/nieuwe-aanbieding"), body={})


PROEF = Proef(
    fabrieken={"duo_contactpersoon": duo_contactpersoon, "duo_melding": duo_melding},
    bereik={
        (Actor.GEMEENTE, "duo_contactpersoon"): BEWERKT,
        (Actor.GEMEENTE, "duo_melding"): Bereik(
            leest=None,
            voegt_in=("te_verzenden",),
            wijzigt=("te_verzenden", "verzonden", "afgewezen"),
            naar=("verzonden", "bevestigd", "afgewezen", "ingetrokken"),
            waarvoor="verzend; bij een afgewezen melding nog door welke zij vervangen is",
        ),
    },
    nooit_gefilterd={"duo_melding": {"inhoud": "jsonb", "foutteksten": "jsonb"}},
    verhaal=_verhaal,
    handelingen={
        "POST /dossiers/{dossier_id}/duo-meldingen/{melding_id}/nieuwe-aanbieding": _bied_opnieuw_aan,
    },
    parameters={"melding_id": "duo_melding"},
    zaai=_zaai,
    dossier="traject",
    kanarie=Kanarie(
        loop=_loop,
        leeg={"duo_melding.foutteksten": ["tekst"]},
        gesloten_in_json={
            "duo_melding.inhoud": frozenset({"leerroute", "niveau", "indicatorAlfabetiseringsonderwijs"})
        },
    ),
)
