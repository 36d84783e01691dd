"""Wat een school van een ingetrokken PIP merkt, en wanneer: de intrekking werkt niet voor haar bekendmaking (art. 3:40
Awb), en een school verliest haar leerling dus niet op de dag dat zij wordt vastgesteld."""

from uuid import uuid4

from tests.process.test_intrekken import LATER, gehoord, trek_in, verzend_intrekking
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel

VRAAG = "De school leest niets meer"


async def _leerling(wereld: Wereld) -> tuple[Zaak, str]:
    """Ingeschreven bij een school, die hem leest."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    feit = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    await zaak.stuur("/inschrijvingen", feit | {"bekendOp": VANDAAG.isoformat()})
    await wereld.zet_klok(LATER)
    return zaak, feit["id"]


async def _leest(zaak: Zaak, id_: str) -> tuple[str, int] | None:
    """De leerroute en de uren die de school leest; None als zij hem niet leest, ook niet in haar lijst."""
    school = zaak.wereld.mens("school", basis="/v1")
    regels = [r for r in (await school.lees("/eigen-toewijzingen"))["toewijzingen"] if r["id"] == id_]
    pad = f"/gemeenten/{zaak.wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    leerling = await school.lees(pad, 200 if regels else 404)
    [toewijzing] = await zaak.lees("/toewijzingen")
    assert toewijzing["schoolWacht"] is not bool(regels)
    return (leerling["leerroute"], leerling["intensiteitUren"]) if regels else None


async def _vragen(wereld: Wereld) -> int:
    return len([w for w in await wereld.werk("NAVRAGEN") if VRAAG in w["omschrijving"]])


async def test_awb_3_40_de_school_leest_haar_leerling_tot_hij_weet_dat_zijn_pip_is_ingetrokken(wereld: Wereld) -> None:
    zaak, id_ = await _leerling(wereld)
    las = await _leest(zaak, id_)
    assert las is not None
    await trek_in(zaak, horen=gehoord())
    assert await _leest(zaak, id_) == las, "vastgesteld, en nog niet bekendgemaakt"
    assert await _vragen(wereld) == 0
    await verzend_intrekking(zaak)
    assert await _leest(zaak, id_) is None
    assert await _vragen(wereld) == 1
    [rij] = await wereld.rijen("leerling", dossier_id=zaak.id)
    assert (rij["status"], rij["naam"], rij["leerroute"]) == ("wacht", "", None)


async def test_awb_3_40_ging_de_brief_over_de_intrekking_naar_een_verkeerd_adres_dan_werkt_zij_nog_niet(
    wereld: Wereld,
) -> None:
    zaak, id_ = await _leerling(wereld)
    las = await _leest(zaak, id_)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    terug = await kom_terug(zaak, "besluit_intrekking")
    assert await _leest(zaak, id_) is None, "eerst het oordeel"
    await oordeel(zaak, terug, "FOUT_ADRES")
    assert await _leest(zaak, id_) == las
    assert await _vragen(wereld) == 0


async def test_pg1_komt_intussen_de_brief_met_het_plan_terug_dan_wacht_de_school_op_het_oordeel(wereld: Wereld) -> None:
    zaak, id_ = await _leerling(wereld)
    await trek_in(zaak, horen=gehoord())
    terug = await kom_terug(zaak, "pip_beschikking")
    assert await _leest(zaak, id_) is None
    await oordeel(zaak, terug, "FOUT_ADRES")
    assert await _leest(zaak, id_) is None, "hij kende het plan niet"


async def test_een_open_aanbod_eindigt_bij_het_vaststellen(wereld: Wereld) -> None:
    """Aanbieden doet het college zelf; wie nog nergens is ingeschreven, verliest geen school."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    assert [t["status"] for t in await zaak.lees("/toewijzingen")] == ["beeindigd"]
    werk = [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if w["dossier_id"] == zaak.id]
    assert any("Het aanbod aan de taalschool is geëindigd: het PIP is ingetrokken" in wat for wat in werk)
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == await wereld.werk("AANBOD_BEANTWOORDEN") == []
    await verzend_intrekking(zaak)
    assert await _vragen(wereld) == 0, "hij heeft geen school"
