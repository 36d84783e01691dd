"""C1: twee meldingen van DUO op een V-nummer, en dan samenvoegen: alles hangt aan het dossier dat blijft."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

from core.bootstrap import maak_proceskaart
from core.platform.db.feiten import Tabelfeiten
from core.platform.tenancy import Doel
from core.process.intake.cijferteksten import OMSTANDIGHEDEN
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import DOOR_DE_GEMEENTE, DOOR_DE_ONTVANGER
from tests.voorbeelden.oproep import oproep


def _naam(feiten: Tabelfeiten) -> str:
    return str(feiten.tabel._meta.tablename)


VAN_EEN_DOSSIER = maak_proceskaart().van_een_dossier
VERHUIST = [f for f in VAN_EEN_DOSSIER if f.bij_samenvoegen and not f.bij_samenvoegen.blijft]
BOTSINGEN = [(_naam(f), b) for f in VERHUIST if f.bij_samenvoegen for b in f.bij_samenvoegen.botsingen]
MAAK: dict[str, Callable[..., Awaitable[object]]] = dict(DOOR_DE_GEMEENTE)
ANDERS: dict[str, dict[str, object]] = {"termijn": {"soort": "BEZWAAR"}}
"""Van de termijn voor het PIP is er na het samenvoegen één: zij volgt opnieuw uit de feiten."""


async def voorlopig(wereld: Wereld, *codes: str) -> Zaak:
    """Een dossier van iemand van wie alleen het V-nummer bekend is."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner, bsn_bekend=False)
    for code in codes or ("SS101",):
        await wereld.meldt(code, inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    gezocht = await wereld.km.stuur("/werkvoorraad/zoekopdrachten", {"vNummer": str(inwoner.v_nummer)}, 200)
    return Zaak(wereld, inwoner, UUID(gezocht["treffers"][0]["dossierId"]), wereld.km)


async def voeg_samen(van: Zaak, met: Zaak, verwacht: int = 204) -> Any:
    """De klantmanager stelt het voor; lukt dat, dan voert de teamleider het uit."""
    id_ = uuid4()
    versie = (await van.lees())["versie"]
    body = {"id": str(id_), "metDossierId": str(met.id), "motief": "dezelfde pas", "versie": versie}
    antwoord = await van.stuur("/samenvoegingen", body, verwacht)
    if verwacht == 204:
        beslissing = {"akkoord": True, "toelichting": "pas gezien", "versie": (await van.lees())["versie"]}
        ander = van.wereld.mens("teamleider")
        await ander.stuur(van.pad(f"/samenvoegingen/{id_}/beslissing"), beslissing)
    return antwoord


async def _met_omstandigheden(wereld: Wereld, zaak: Zaak) -> None:
    id_ = uuid4()
    plek = OMSTANDIGHEDEN.plek(wereld.twee.a.id, id_)
    cijfer, versie = wereld.huis.kluis.versleutel(b"slaapt slecht", soort=OMSTANDIGHEDEN.soort, plek=plek)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        await MAAK["persoonlijke_omstandigheden"](tx, id=id_, dossier_id=zaak.id, cijfer=cijfer, sleutelversie=versie)


async def test_c1_de_ss139_op_het_v_nummer_start_de_termijn_van_wie_blijft(wereld: Wereld) -> None:
    blijft = await Zaak.nieuw(wereld, "SS101")
    assert [t for t in (await blijft.lees())["termijnen"] if t["startGebeurtenis"] == "SS139"] == []
    van = await voorlopig(wereld, "SS101", "SS139")
    await voeg_samen(van, blijft)
    na = await blijft.lees()
    [bericht] = [r for r in await wereld.rijen("duo_ontvangst", dossier_id=blijft.id) if r["gebeurtenis"] == "SS139"]
    assert na["ss139Op"] == bericht["geregistreerd_op"].isoformat()
    assert [t["startOp"] for t in na["termijnen"] if t["status"] == "lopend"] == [na["ss139Op"]]
    assert await wereld.rijen("duo_ontvangst", dossier_id=van.id) == []
    await wereld.werk_af()
    assert (await blijft.lees())["ss139Op"] == na["ss139Op"], "lezen bij DUO met het BSN geeft hetzelfde"
    assert await wereld.werk("BSN_ONTBREEKT") == []


async def test_c1_staat_er_in_beide_een_intake_dan_legt_men_er_een_weg(wereld: Wereld) -> None:
    """De weigering wijst de weg, en die is te gaan; wat was weggelegd verhuist mee."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update dossier set fase = 'PLICHT_GEMELD' where id = $1", van.id)
    for zaak, verslag in ((van, "toen"), (blijft, "nu")):
        await zaak.vul_intake_zonder_uitslag(verslag="eerder", persoonlijkeOmstandigheden=None)
        await zaak.leg_intake_weg()
        await zaak.vul_intake_zonder_uitslag(verslag=verslag, persoonlijkeOmstandigheden=None)
        huishouden = {"huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False, "versie": 0}
        await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), huishouden)
    fout = await voeg_samen(van, blijft, 409)
    assert "leg de andere weg" in fout["detail"]
    assert "leg het andere weg" in fout["detail"]
    await blijft.leg_intake_weg()
    await blijft.stuur("/begeleiding/weglegging", {"motief": "stond in het andere dossier", "versie": 1})
    await voeg_samen(van, blijft)
    intake = await blijft.lees("/brede-intake")
    assert intake["verslag"] == "toen"
    assert sorted(weg["verslag"] for weg in intake["weggelegd"]) == ["eerder", "eerder", "nu"]
    assert len((await blijft.lees("/begeleiding"))["weggelegd"]) == 1


async def test_c1_beide_dossiers_noemen_elkaar(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    [hier], [daar] = (await blijft.lees())["samenvoegingen"], (await van.lees())["samenvoegingen"]
    assert (hier["dossierId"], hier["opgegaan"], hier["motief"]) == (str(van.id), False, "dezelfde pas")
    assert (daar["dossierId"], daar["opgegaan"]) == (str(blijft.id), True)
    assert hier["vastgelegdDoor"] == str(wereld.twee.a.klantmanager)
    oud = await van.lees()
    assert (oud["fase"], oud["werk"], [t for t in oud["termijnen"] if t["status"] == "lopend"]) == ("BEEINDIGD", [], [])


async def zet_in_elke_tabel(wereld: Wereld, van: Zaak) -> None:
    """Van elke tabel die verhuist staat er daarna een rij in dit dossier."""
    await _met_omstandigheden(wereld, van)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        for feiten in reversed(VERHUIST):  # what belongs to something makes that too, if it comes first
            tabel: Any = feiten.tabel
            staat_er = await tx.lees(
                tabel.select(tabel.dossier_id).where(
                    (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == van.id)
                )
            )
            if not staat_er and _naam(feiten) in MAAK:
                await MAAK[_naam(feiten)](tx, dossier_id=van.id, **ANDERS.get(_naam(feiten), {}))


async def test_c1_elke_rij_van_elke_tabel_verhuist_ook_wat_anders_nooit_wijzigt(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld, "SS101")
    await zet_in_elke_tabel(wereld, van)
    assert DOOR_DE_ONTVANGER.keys() & {_naam(f) for f in VERHUIST} == {"duo_ontvangst"}
    voor = {_naam(f): await wereld.rijen(_naam(f), dossier_id=van.id) for f in VERHUIST}
    assert not [naam for naam, rijen in voor.items() if not rijen], "de proef van deze tabel zet niets in het dossier"
    await voeg_samen(van, blijft)
    for naam, rijen in voor.items():
        assert await wereld.rijen(naam, dossier_id=van.id) == [], naam
        sleutel = "id" if "id" in rijen[0] else "gemeente_id"
        daar = {r[sleutel] for r in await wereld.rijen(naam, dossier_id=blijft.id)}
        assert {r[sleutel] for r in rijen} <= daar, naam


async def test_c1_alles_waarvan_een_dossier_er_een_heeft_wordt_in_een_keer_genoemd_en_niets_verhuist(
    wereld: Wereld,
) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld, "SS101")
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        for tabel in dict.fromkeys(tabel for tabel, _ in BOTSINGEN):
            for id_ in (van.id, blijft.id):
                await MAAK[tabel](tx, dossier_id=id_, **ANDERS.get(tabel, {}))
    genoemd = [g["melding"] for g in (await voeg_samen(van, blijft, 409))["gebreken"]]
    assert genoemd == [b.melding for _, b in BOTSINGEN if b.index != "pip_een_huidige"]
    await wereld.alziend.execute("update pip set status = 'vastgesteld', vastgesteld_op = now()")
    antwoord = await voeg_samen(van, blijft, 409)
    genoemd = [g["melding"] for g in antwoord["gebreken"]]
    assert genoemd == [b.melding for _, b in BOTSINGEN if b.index != "pip_een_concept"]
    assert antwoord["detail"].endswith("Er is niets gewijzigd.")
    assert await wereld.rijen("samenvoeging") == []
    assert (await van.lees())["persoon"]["vNummerBekend"]


async def test_c1_wie_al_was_opgeroepen_is_dat_in_het_dossier_dat_blijft(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        id_ = await oproep(tx, dossier_id=van.id)
    await wereld.alziend.execute("update dossier set fase = 'INTAKE_OPGEROEPEN' where id = $1", van.id)
    await voeg_samen(van, blijft)
    assert (await blijft.lees())["fase"] == "INTAKE_OPGEROEPEN"
    assert [(o["id"], o["uitkomst"]) for o in await blijft.lees("/oproepen")] == [(str(id_), "OPEN")]


async def test_c1_zijn_beide_verder_dan_het_begin_dan_beslist_een_mens(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await blijft.roep_op()
    await blijft.verzend_oproep()
    await wereld.alziend.execute("update dossier set fase = 'INTAKE_OPGEROEPEN' where id = $1", van.id)
    antwoord = await voeg_samen(van, blijft, 409)
    assert "Beslis eerst met welk dossier u verdergaat" in antwoord["detail"]
    assert (await blijft.lees())["samenvoegingen"] == []


async def test_c1_open_werk_sluit_daarna_in_het_dossier_dat_blijft(wereld: Wereld) -> None:
    """De sleutel van het werk noemt het dossier; zonder die te verzetten sloot het nooit meer vanzelf."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        for id_, soort in ((van.id, "DUO_GEEN_TOEGANG"), (van.id, "NAVRAGEN"), (blijft.id, "NAVRAGEN")):
            await MAAK["werkitem"](tx, dossier_id=id_, soort=soort, sleutel=f"{soort}:{id_}:x")
    await voeg_samen(van, blijft)
    open_ = [r for r in await wereld.rijen("werkitem", dossier_id=blijft.id) if r["status"] == "open"]
    assert sorted(r["sleutel"] for r in open_ if r["sleutel"].endswith(":x")) == sorted(
        [f"DUO_GEEN_TOEGANG:{blijft.id}:x", f"NAVRAGEN:{blijft.id}:x"]
    )
    assert not [r for r in open_ if str(van.id) in r["sleutel"]]


async def test_c1_in_een_zaak_die_geeindigd_is_loopt_ook_wat_erbij_komt_niet_door(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update dossier set fase = 'OVERGEDRAGEN' where id = $1", blijft.id)
    await voeg_samen(van, blijft)
    na = await blijft.lees()
    assert (na["fase"], [t for t in na["termijnen"] if t["status"] == "lopend"]) == ("OVERGEDRAGEN", [])


async def test_c1_wat_vertrouwelijk_is_blijft_te_lezen(wereld: Wereld) -> None:
    """De omstandigheden zijn versleuteld op de plaats van hun eigen rij, en niet op die van hun dossier."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld, "SS101")
    await _met_omstandigheden(wereld, van)
    await voeg_samen(van, blijft)
    [rij] = await wereld.rijen("persoonlijke_omstandigheden", dossier_id=blijft.id)
    plek = OMSTANDIGHEDEN.plek(wereld.twee.a.id, rij["id"])
    assert wereld.huis.kluis.ontsleutel(rij["cijfer"], soort=OMSTANDIGHEDEN.soort, plek=plek) == b"slaapt slecht"
