"""Toewijzingen aan een organisatie, met wat zij van de persoon ziet."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Actor, Doel
from core.process.toewijzing.projecties import PROJECTIES, projectie_voor, ververs
from tests.api.leerlingen import Herkomst, Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import TENANTS
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.besluit import besluit
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import persoon
from tests.voorbeelden.proef import Akker, Kanarie, Partnerzicht, Proef, Versie, Verzoek, Zwijgt

_PROJECTIES = [str(projectie.tabel._meta.tablename) for projectie in PROJECTIES.values()]


async def toewijzing(
    tx: Tx,
    *,
    organisatie_id: UUID | None = None,
    doel: Doel = Doel.LESGEVEN,
    dossier_id: UUID | None = None,
) -> UUID:
    """Een aangeboden toewijzing; aan de eerste organisatie met dit doel als er geen genoemd is, van een nieuw
    dossier met een PIP dat bekendgemaakt is."""
    if dossier_id is None:
        dossier_id = await dossier(tx, persoon_id=await persoon(tx))
        await een_bekend_pip(tx, dossier_id)
    if organisatie_id is None:
        organisatie_id = next(o.id for o in TENANTS[tx.gemeente_id].organisaties if o.partij.doel is doel)
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "organisatie_id": organisatie_id,
        "doel": str(doel),
        "dienst": "huisbezoek" if projectie_voor(doel).met_dienst else "",
        "grond": str(projectie_voor(doel).grond),
        "status": "aangeboden",
        "vanaf": datetime(2026, 1, 1, tzinfo=UTC),
        "aangeboden_op": datetime(2026, 1, 1, tzinfo=UTC),
        "aangeboden_door": tx.medewerker_id,
    }
    await voeg_in(tx, "toewijzing", waarden)
    await ververs(tx, dossier_id)
    return id_


async def een_bekend_pip(tx: Tx, dossier_id: UUID) -> None:
    """Alsof het PIP van dit dossier is vastgesteld en bekendgemaakt; tot dan leest een school niets."""
    id_ = await besluit(tx, dossier_id=dossier_id)
    zin = "update meedoen.besluit set bekendgemaakt_op = dagtekening where gemeente_id = $1 and id = $2"
    await tx.voer_uit(zin, tx.gemeente_id, id_)


async def zet_stand(alziend: Any, toewijzing_id: UUID, **stand: object) -> None:
    """Zet een toewijzing en haar projectie in een stand, zonder te doen wat daarbij hoort; als superuser, want geen rol
    kan dit. Zonder iets erbij is zij aanvaard."""
    waarden = {"status": "aanvaard"} | stand
    zin = ", ".join(f"{kolom} = ${n}" for n, kolom in enumerate(waarden, start=2))
    for tabel in ("toewijzing", *_PROJECTIES):
        await alziend.execute(f"update meedoen.{tabel} set {zin} where id = $1", toewijzing_id, *waarden.values())


def een_antwoord(aanvaard: bool, **anders: object) -> dict[str, Any]:
    """Wat een organisatie stuurt die iemand neemt, of met een reden weigert."""
    reden: dict[str, Any] = {} if aanvaard else {"reden": "GEEN_PLEK"}
    return {"aanvaard": aanvaard, "versie": 1} | reden | anders


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    inschrijving = {"organisatieId": str(wereld.twee.a.school), "bron": "SCHOOL"}
    inschrijving |= {"bekendOp": (await wereld.vandaag()).isoformat()}
    voor_het_pip = str(uuid4())
    await zaak.stuur("/inschrijvingen", {"id": voor_het_pip} | inschrijving)
    await zaak.stuur(f"/toewijzingen/{voor_het_pip}/beeindiging", {"versie": 1})
    await zaak.tot_traject()
    await zaak.deel_toe()
    school = wereld.mens("school", basis="/v1")
    await wereld.km.lees("/organisaties")
    for aanvaard in (False, True):
        id_ = str(uuid4())
        await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
        eigen = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
        await school.stuur(f"{eigen}/antwoord", een_antwoord(aanvaard))
        await school.lees("/eigen-toewijzingen")
    await school.lees(eigen)
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": inschrijving["organisatieId"]})
    await zaak.stuur("/inschrijvingen", {"id": str(uuid4())} | inschrijving)
    await _begeleid(zaak)
    await wereld.werk_af()
    await zaak.lees("/toewijzingen")


async def _begeleid(zaak: Zaak) -> None:
    """Bied iemand aan een maatschappelijke partner aan; die aanvaardt, en ziet hem."""
    wereld, id_ = zaak.wereld, str(uuid4())
    organisatie = str(wereld.twee.a.leden["maatschappelijke_partner"].organisatie)
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": organisatie, "dienst": "huisbezoek"})
    partner = wereld.mens("maatschappelijke_partner", basis="/v1")
    eigen = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    await partner.lees("/eigen-begeleiding")
    await partner.stuur(f"{eigen}/antwoord", {"aanvaard": True, "versie": 1})
    await partner.lees("/eigen-begeleiding")


async def _zaai(akker: Akker) -> dict[str, str]:
    wereld, id_ = akker.wereld, str(uuid4())
    await akker.traject.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    await wereld.mens("school").stuur(f"/eigen-toewijzingen/{id_}/antwoord", {"aanvaard": True, "versie": 1})
    await _begeleid(akker.traject)
    return {"toewijzing_id": id_}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    if leerling.bij is not None:
        async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
            gemaakt = [
                await toewijzing(
                    tx,
                    organisatie_id=leerling.bij.leden[partij.naam].organisatie,
                    doel=partij.doel,
                    dossier_id=zaak.id,
                )
                for partij in PARTIJEN
            ]
        for id_ in gemaakt:
            await zet_stand(zaak.wereld.alziend, id_, **(leerling.toewijzing or {}))


async def _met_elk_doel(tx: Tx, *, dossier_id: UUID | None = None) -> UUID:
    """Van elke projectie een rij; geeft de laatste toewijzing."""
    return [await toewijzing(tx, doel=partij.doel, dossier_id=dossier_id) for partij in PARTIJEN][-1]


async def _niets_meer(_: Tx, **__: object) -> None:
    """De rij van een projectie komt met haar toewijzing."""


def _eigen(zicht: Partnerzicht, herkomst: Herkomst) -> bool:
    rij = herkomst.rij
    return bool(rij["organisatie_id"] == str(zicht.lid.organisatie) and rij["gemeente_id"] in zicht.gemeenten)


def _van_haar_persoon(zicht: Partnerzicht, herkomst: Herkomst) -> bool:
    return _eigen(zicht, herkomst) and zicht.leerling_van(UUID(herkomst.rij["dossier_id"])) is not None


async def _een_andere_school(wereld: Wereld) -> UUID:
    """Een school waarmee deze gemeente niet werkt."""
    eigen = {organisatie.id for organisatie in wereld.twee.a.tenant.organisaties}
    return next(o.id for t in wereld.huis.tenants.values() for o in t.organisaties if o.id not in eigen)


async def _een_andere_klantmanager(wereld: Wereld) -> UUID:
    return wereld.twee.b.klantmanager


async def _deel_toe(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    keuze = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await zaak.lees())["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad("/behandelaar"), body=keuze)


async def _bied_aan(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    return Verzoek(zaak=zaak, pad=zaak.pad("/toewijzingen"), body=body)


async def _schrijf_in(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON", "bekendOp": "2026-03-02"}
    return Verzoek(zaak=zaak, pad=zaak.pad("/inschrijvingen"), body=body)


async def _aangeboden(wereld: Wereld) -> tuple[Zaak, str]:
    verzoek = await _bied_aan(wereld)
    await wereld.km.stuur(verzoek.pad, verzoek.body)
    [rij] = await verzoek.zaak.lees("/toewijzingen")
    return verzoek.zaak, rij["id"]


async def _beeindig(wereld: Wereld) -> Verzoek:
    zaak, id_ = await _aangeboden(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/toewijzingen/{id_}/beeindiging"), body={"versie": 1})


async def _antwoord(wereld: Wereld) -> Verzoek:
    zaak, id_ = await _aangeboden(wereld)
    pad, body = f"/eigen-toewijzingen/{id_}/antwoord", {"aanvaard": True, "versie": 1}
    return Verzoek(zaak=zaak, pad=pad, body=body, wie="school")


PROEF = Proef(
    fabrieken={"toewijzing": _met_elk_doel} | dict.fromkeys(_PROJECTIES, _niets_meer),
    bereik={
        (Actor.GEMEENTE, "toewijzing"): Bereik(
            leest=None,
            voegt_in=("aangeboden",),
            wijzigt=("aangeboden", "aanvaard"),
            naar=("beeindigd",),
            waarvoor="bied_aan en beeindig; antwoorden doet de organisatie",
            begint_met={"beantwoord_op": None},
        ),
        (Actor.ANTWOORD, "toewijzing"): Bereik(
            leest=None,
            wijzigt=("aangeboden", "aanvaard"),
            naar=("aanvaard", "geweigerd"),
            waarvoor="antwoord, en later: niet van ons",
        ),
    },
    verhaal=_verhaal,
    handelingen={
        "POST /dossiers/{dossier_id}/behandelaar": _deel_toe,
        "POST /dossiers/{dossier_id}/toewijzingen": _bied_aan,
        "POST /dossiers/{dossier_id}/inschrijvingen": _schrijf_in,
        "POST /dossiers/{dossier_id}/toewijzingen/{toewijzing_id}/beeindiging": _beeindig,
        "POST /eigen-toewijzingen/{toewijzing_id}/antwoord": _antwoord,
    },
    vraagt_niets={
        Zwijgt.NAAM_OF_NUMMER: frozenset(f"Antwoord.{veld}" for veld in ("groep", "locatie", "contact", "eigenNummer"))
    },
    parameters={"toewijzing_id": "toewijzing"},
    zaai=_zaai,
    dossier="traject",
    versies={
        "behandelaar": Versie(tabel="dossier", parameter="dossier_id"),
        "toewijzingen/{toewijzing_id}/beeindiging": Versie(tabel="toewijzing", parameter="toewijzing_id"),
        "eigen-toewijzingen/{toewijzing_id}/antwoord": Versie(tabel="toewijzing", parameter="toewijzing_id"),
    },
    ids_van_een_ander={"organisatieId": _een_andere_school, "behandelaarId": _een_andere_klantmanager},
    weegt={
        "eigenToewijzingenLijst": ("400",),
        "eigenBegeleidingLijst": ("400",),
        "toewijzingDeelToe": ("400", "409"),
        "toewijzingBiedAan": ("400", "409"),
        "toewijzingSchrijfIn": ("400", "409"),
        "leerlingAntwoord": ("400", "409"),
    },
    kanarie=Kanarie(
        loop=_loop,
        niet_bij_ieder=frozenset({"toewijzing", *_PROJECTIES}),
        ziet_een_partner={"toewijzing": _eigen} | dict.fromkeys(_PROJECTIES, _van_haar_persoon),
    ),
)
