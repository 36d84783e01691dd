"""Toewijzingen aan een taalschool."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.api.leerlingen import Herkomst, Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import TENANTS
from tests.voorbeelden.dossier import dossier, dossier_van, persoon
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Schoolzicht, Versie


async def toewijzing(
    tx: Tx,
    *,
    organisatie_id: UUID | None = None,
    dossier_id: UUID | None = None,
    persoon_id: UUID | None = None,
    **anders: object,
) -> UUID:
    """Een levende, aanvaarde toewijzing, aan de eerste taalschool van de gemeente als er geen genoemd is.

    Bij een dossier hoort zijn persoon; wie er een noemt, noemt ook die, of laat haar opzoeken.
    """
    if dossier_id is None:
        persoon_id = await persoon(tx)
        dossier_id = await dossier(tx, persoon_id=persoon_id)
    persoon_id = persoon_id or (await dossier_van(tx, dossier_id))["persoon_id"]
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "persoon_id": persoon_id,
        "organisatie_id": organisatie_id or TENANTS[tx.gemeente_id].taalscholen[0].id,
        "doel": "lesgeven",
        "grond": "art. 9.2 lid 3 Bi2021",
        "status": "aanvaard",
        "vanaf": datetime(2026, 1, 1, tzinfo=UTC),
        "vervaldatum": date(2029, 3, 2),
        "aangeboden_door": tx.medewerker_id,
    }
    await voeg_in(tx, "toewijzing", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await zaak.deel_toe()
    school = wereld.mens("school", basis="/v1")
    await wereld.km.lees("/organisaties")
    for aanvaard in (False, True):
        id_ = str(uuid4())
        await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
        eigen = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
        await school.stuur(f"{eigen}/antwoord", {"aanvaard": aanvaard, "versie": 1})
        await school.lees("/eigen-toewijzingen")
    await school.lees(eigen)
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})
    await zaak.lees("/toewijzingen")


async def _zaai(akker: Akker) -> dict[str, str]:
    wereld, id_ = akker.wereld, str(uuid4())
    await akker.traject.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    await wereld.mens("school").stuur(f"/eigen-toewijzingen/{id_}/antwoord", {"aanvaard": True, "versie": 1})
    return {"toewijzing_id": id_}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    if leerling.school is not None:
        async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
            wie = await dossier_van(tx, zaak.id)
            anders: dict[str, Any] = leerling.toewijzing or {}
            await toewijzing(tx, organisatie_id=leerling.school, **wie, **anders)


def _eigen(school: Schoolzicht, herkomst: Herkomst) -> bool:
    rij = herkomst.rij
    return bool(rij["organisatie_id"] == str(school.school) and rij["gemeente_id"] in school.gemeenten)


async def _een_andere_school(wereld: Wereld) -> UUID:
    """Een school waarmee deze gemeente niet werkt."""
    eigen = {school.id for school in wereld.twee.a.tenant.taalscholen}
    return next(s.id for t in wereld.huis.tenants.values() for s in t.taalscholen if s.id not in eigen)


async def _een_andere_klantmanager(wereld: Wereld) -> UUID:
    return wereld.twee.b.klantmanager


PROEF = Proef(
    fabrieken={"toewijzing": toewijzing},
    verhaal=_verhaal,
    parameters={"toewijzing_id": "toewijzing"},
    zaai=_zaai,
    dossier="traject",
    versies={
        "behandelaar": Versie(tabel="dossier", parameter="dossier_id"),
        "toewijzingen/{toewijzing_id}/beeindiging": Versie(tabel="toewijzing", parameter="toewijzing_id"),
        "eigen-toewijzingen/{toewijzing_id}/antwoord": Versie(tabel="toewijzing", parameter="toewijzing_id"),
    },
    ids_van_een_ander={"organisatieId": _een_andere_school, "behandelaarId": _een_andere_klantmanager},
    leest_geen_dossier=frozenset({"GET /v1/gemeenten/{gemeentecode}/organisaties"}),
    weegt={
        "eigenToewijzingenLijst": ("400",),
        "toewijzingDeelToe": ("400", "409"),
        "toewijzingBiedAan": ("400", "409"),
    },
    kanarie=Kanarie(loop=_loop, niet_bij_ieder=frozenset({"toewijzing"}), ziet_de_school={"toewijzing": _eigen}),
)
