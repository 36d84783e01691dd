"""Post die terugkwam: een oproep en een besluit, naar het goede en naar een verkeerd adres."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.api.leerlingen import Leerling, Merken
from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.besluit import brief, brief_opmaak
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek, Zwijgt

FOUT: dict[str, Any] = {"oordeel": "FOUT_ADRES", "motief": "hij was al verhuisd, zegt de BRP", "versie": 1}
ELDERS = ["Opvanglaan 12", "9561 ZZ  TER APEL"]


async def retourpost(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "brief_id": anders.get("brief_id") or await brief(tx, dossier_id=dossier_id),
        "terug_op": date(2026, 3, 9),
        "reden": "ONBESTELBAAR",
        "naar_brp_adres": True,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "retourpost", waarden | anders)
    return id_


async def kom_terug(zaak: Zaak, sjabloon: str = "oproep", verwacht: int = 204, **anders: object) -> str:
    """De laatste verzonden brief van deze soort komt vandaag terug; geeft het id van de retourpost."""
    brieven = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == sjabloon and b["status"] == "verzonden"]
    body = {"id": str(uuid4()), "briefId": brieven[-1]["id"], "terugOp": (await zaak.over(0)).isoformat()}
    await zaak.stuur("/retourpost", body | {"reden": "ONBESTELBAAR"} | anders, verwacht)
    return str(body["id"])


async def oordeel(zaak: Zaak, id_: str, oordeel: str, verwacht: int = 204, **anders: object) -> Any:
    staat = next(r for r in await zaak.lees("/retourpost") if r["id"] == id_)
    body = {"oordeel": oordeel, "motief": "nagekeken in de BRP", "versie": staat["versie"]}
    return await zaak.stuur(f"/retourpost/{id_}/beoordeling", body | anders, verwacht)


async def kies_briefadres(zaak: Zaak) -> None:
    adres = {
        "adresregels": ELDERS,
        "grond": "belde zelf",
        "sinds": "2026-03-02",
        "versie": (await zaak.lees())["versie"],
    }
    await zaak.km.bewaar(zaak.pad("/briefadressen"), adres)


async def opgeroepen(wereld: Wereld) -> Zaak:
    """De oproep is verzonden; alleen wat de databank ervan weet, niet de PDF."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await verzend(zaak)
    return zaak


async def verzend(zaak: Zaak, verwacht: int = 204, **anders: object) -> Any:
    """De brief die klaarligt gaat vandaag weg; haar PDF is er niet echt."""
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    brief_ = next(b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt")
    body = {"verzondenOp": (await zaak.wereld.vandaag()).isoformat()}
    return await zaak.stuur(f"/brieven/{brief_['id']}/verzending", body | anders, verwacht)


async def _bekend(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    return zaak


async def _verhaal(wereld: Wereld) -> None:
    zaak = await opgeroepen(wereld)
    id_ = await kom_terug(zaak)
    await kom_terug(zaak, verwacht=409)
    for wat in ("GOED_ADRES", "FOUT_ADRES"):
        await oordeel(zaak, id_, wat)
    await zaak.trek_oproep_in()
    await zaak.roep_op()
    await verzend(zaak, bevestigd=["ADRES_KWAM_TERUG"])
    ander = await opgeroepen(wereld)
    await oordeel(ander, await kom_terug(ander), "VERGISSING")
    besluit = await _bekend(wereld)
    await besluit.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    id_ = await kom_terug(besluit, "pip_beschikking")
    await oordeel(besluit, id_, "FOUT_ADRES")
    await wereld.mens("teamleider").lees(besluit.pad("/handelingen"))
    await kies_briefadres(besluit)
    for _ in range(2):
        await besluit.stuur(f"/retourpost/{id_}/opnieuw", None, 201)
    await oordeel(besluit, id_, "GOED_ADRES")
    await wereld.werk_af()
    await oordeel(besluit, id_, "FOUT_ADRES")
    vandaag = await wereld.vandaag()
    await wereld.zet_klok(vandaag + timedelta(days=1))
    [pip] = [b for b in await besluit.lees("/besluiten") if b["soort"] == "B04"]
    wereld.duo_weet(besluit.inwoner, termijn=None)
    await besluit.stuur("/pip/dagtekening", {"besluitId": pip["id"]}, 201)
    await wereld.werk_af()
    await wereld.zet_klok(vandaag)


async def _zaai(akker: Akker) -> dict[str, str]:
    """Een oproep van eerder is verzonden en kwam terug; opgewekte verzoeken oordelen erover."""
    async with akker.wereld.huis.databank.uow(akker.wereld.twee.a.als_klantmanager()) as tx:
        brief_id = await brief(tx, dossier_id=akker.traject.id, sjabloon="oproep")
        opmaak_id = await brief_opmaak(tx, dossier_id=akker.traject.id, brief_id=brief_id)
        id_ = await retourpost(tx, dossier_id=akker.traject.id, brief_id=brief_id)
    await akker.wereld.alziend.execute(
        "update brief set status = 'verzonden', verzonden_op = '2026-03-02', verzonden_opmaak = $2 where id = $1",
        brief_id,
        opmaak_id,
    )
    return {"retourpost_id": str(id_), "briefId": str(brief_id)}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    opmaak = (await zaak.wereld.rijen("brief_opmaak", dossier_id=zaak.id))[0]
    async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
        id_ = await retourpost(tx, dossier_id=zaak.id, brief_id=opmaak["brief_id"], toelichting=merken.nieuw())
    await zaak.wereld.alziend.execute(
        "update retourpost set oordeel = 'GOED_ADRES', motief = $2, beoordeeld_op = vastgelegd_op,"
        " beoordeeld_door = vastgelegd_door where id = $1",
        id_,
        merken.nieuw(),
    )


async def _leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await opgeroepen(wereld)
    [brief_] = await zaak.lees("/brieven")
    body = {"id": str(uuid4()), "briefId": brief_["id"], "terugOp": "2026-03-02", "reden": "VERHUISD"}
    return Verzoek(zaak=zaak, pad=zaak.pad("/retourpost"), body=body)


async def _beoordeel(wereld: Wereld) -> Verzoek:
    zaak = await _bekend(wereld)
    id_ = await kom_terug(zaak, "pip_beschikking")
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/retourpost/{id_}/beoordeling"), body=FOUT)


async def _opnieuw(wereld: Wereld) -> Verzoek:
    verzoek = await _beoordeel(wereld)
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body)
    await kies_briefadres(verzoek.zaak)
    return replace(verzoek, pad=verzoek.pad.replace("/beoordeling", "/opnieuw"), body=None)


async def _een_andere_brief(wereld: Wereld) -> UUID:
    async with wereld.huis.databank.uow(wereld.twee.b.als_klantmanager()) as tx:
        return await brief(tx)


PROEF = Proef(
    fabrieken={"retourpost": retourpost},
    bereik={
        (Actor.GEMEENTE, "retourpost"): Bereik(leest=None, voegt_in=None, wijzigt=None),
    },
    verhaal=_verhaal,
    parameters={"retourpost_id": "retourpost"},
    ids_van_een_ander={"briefId": _een_andere_brief},
    zaai=_zaai,
    dossier="traject",
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset({"RetouroordeelIn.motief", "RetourpostIn.toelichting"}),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/retourpost": _leg_vast,
        "POST /dossiers/{dossier_id}/retourpost/{retourpost_id}/beoordeling": _beoordeel,
        "POST /dossiers/{dossier_id}/retourpost/{retourpost_id}/opnieuw": _opnieuw,
    },
    versies={"retourpost/{retourpost_id}/beoordeling": Versie(tabel="retourpost", parameter="retourpost_id")},
    weegt=dict.fromkeys(("retourpostLegVast", "retourpostBeoordeel", "retourpostVerzendOpnieuw"), ("400", "409")),
    kanarie=Kanarie(loop=_loop),
)
