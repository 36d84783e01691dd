"""De werkvoorraad per persoon: wat er nu kan voorop, de rest geteld; en de streefdag van de gemeente zelf."""

from typing import Any
from uuid import uuid4

from core.law.handelingen import aan_zet
from core.platform.db.uow import Tx
from core.process.dossier.zaak import lees_dossier
from core.process.handeling.views import beeld_van
from core.process.mandaat.register import lees_beslisser
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak

LIJST = "/werkvoorraad/personen"


async def test_een_persoon_staat_er_een_keer_met_wat_nu_kan_en_hoeveel_werk(wereld: Wereld) -> None:
    een, ander = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    for uiterlijk in ("2026-03-20", "2026-03-09"):
        await ander.stuur("/vervolg", {"id": str(uuid4()), "wat": "bellen", "uiterlijk": uiterlijk})
    personen = (await wereld.km.lees(LIJST))["personen"]
    assert [p["dossierId"] for p in personen] == [str(ander.id), str(een.id)], "wie het eerst aan de beurt is"
    eerste = personen[0]
    assert (eerste["handeling"], eerste["eersteDag"], eerste["verlopen"]) == ("OPROEP_OPSTELLEN", "2026-03-09", False)
    assert [(w["soort"], w["aantal"], w["eersteDag"]) for w in eerste["werk"]] == [
        ("VERVOLG", 2, "2026-03-09"),
        ("PIP_VASTSTELLEN", 1, "2026-05-11"),
    ]
    mag = [h["handeling"] for h in await ander.lees("/handelingen") if h["mag"]]
    assert eerste["handeling"] in mag, "dezelfde uitkomst als de deur zelf"


async def test_werk_zonder_dag_komt_achteraan_en_heeft_geen_eerste_dag(wereld: Wereld) -> None:
    zonder, met = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    await wereld.alziend.execute("update werkitem set vervaldatum = 'infinity' where dossier_id = $1", zonder.id)
    eerste = await wereld.km.lees(f"{LIJST}?limiet=1")
    laatste = await wereld.km.lees(f"{LIJST}?limiet=1&cursor={eerste['volgende']}")
    assert eerste["personen"][0]["dossierId"] == str(met.id)
    [persoon] = laatste["personen"]
    assert (persoon["dossierId"], persoon["eersteDag"], persoon["verlopen"]) == (str(zonder.id), None, False)
    assert persoon["werk"] == [{"soort": "PIP_VASTSTELLEN", "aantal": 1, "eersteDag": None}]


async def test_filters_kiezen_wie_erop_staat_en_bladeren_verliest_niemand(wereld: Wereld) -> None:
    zaken = [await Zaak.nieuw(wereld) for _ in range(3)]
    await zaken[0].deel_toe()

    async def ids(vraag: str) -> list[str]:
        return [p["dossierId"] for p in (await wereld.km.lees(LIJST + vraag))["personen"]]

    assert await ids("?voor=mij") == [str(zaken[0].id)]
    assert set(await ids("?voor=niemand")) == {str(z.id) for z in zaken[1:]}
    assert await ids("?verlopen=true") == await ids("?soort=VERVOLG") == []
    eerste = await wereld.km.lees(f"{LIJST}?limiet=2")
    tweede = await wereld.km.lees(f"{LIJST}?limiet=2&cursor={eerste['volgende']}")
    gezien = [p["dossierId"] for p in (*eerste["personen"], *tweede["personen"])]
    assert (sorted(gezien), tweede["volgende"]) == (sorted(str(z.id) for z in zaken), None)
    vreemd = await wereld.km.lees(f"/werkvoorraad?cursor={eerste['volgende']}", 400)
    assert velden(vreemd) == {"cursor"}
    daar = await wereld.mens("klantmanager", wereld.twee.b).lees(LIJST)
    assert daar["personen"] == []


async def test_de_lijst_leest_alleen_wat_in_de_fase_kan_en_noemt_dezelfde_handeling(wereld: Wereld) -> None:
    gemeld, opgeroepen, afgerond, traject = [await Zaak.nieuw(wereld, asiel=False) for _ in range(4)]
    zonder_adres = await Zaak.nieuw(wereld, vorm="buitenland")
    await opgeroepen.roep_op()
    await afgerond.tot_pip()
    await traject.tot_traject()
    for zaak in (opgeroepen, afgerond, traject):
        await zaak.stuur("/vervolg", {"id": str(uuid4()), "wat": "bellen", "uiterlijk": "2026-03-20"})
    personen = (await wereld.km.lees(LIJST))["personen"]
    lijst = {p["dossierId"]: p["handeling"] for p in personen}
    watnu = {p["dossierId"]: p["watNu"] for p in personen}
    recht, over_intake = wereld.huis.recht_van(wereld.twee.a.id), {"leerbaarheidstoets", "vertegenwoordiging"}
    gevallen: tuple[tuple[Zaak, set[str]], ...] = (
        (gemeld, {"leerbaarheidstoets"}),
        (zonder_adres, {"leerbaarheidstoets"}),
        (opgeroepen, set()),
        (traject, over_intake),
    )
    for zaak, mag_niet in gevallen:
        async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
            dossier, beslisser = await lees_dossier(tx, zaak.id), await lees_beslisser(tx)
            heel = await beeld_van(tx, wereld.huis, dossier, beslisser)
            met_mate = _tel(tx)
            klein = await beeld_van(tx, wereld.huis, dossier, beslisser, om_te_weigeren=False)
            vandaag = await tx.vandaag()
        beurt = aan_zet(heel, peildatum=vandaag, recht=recht)
        assert aan_zet(klein, peildatum=vandaag, recht=recht) == beurt
        assert (lijst[str(zaak.id)], watnu[str(zaak.id)]) == (beurt.handeling, beurt.wat_nu)
        assert met_mate, "er is geteld"
        assert not [sql for sql in met_mate for tabel in mag_niet if tabel in sql], dossier.fase
    assert (lijst[str(afgerond.id)], lijst[str(zonder_adres.id)]) == ("PIP_VASTSTELLEN", None)
    assert "adres" in watnu[str(zonder_adres.id)], "wat er tegenhoudt, niet: roep op"
    assert "PIP" not in watnu[str(traject.id)], "een PIP wijzigen is nog geen handeling"


def _tel(tx: Tx) -> list[str]:
    """Elke opdracht die deze unit of work vanaf nu leest."""
    gelezen: list[str] = []

    class Telt(Tx):
        __slots__ = ()

        async def fetch(self, sql: str, *waarden: object) -> list[Any]:
            gelezen.append(sql)
            return await super().fetch(sql, *waarden)

    tx.__class__ = Telt
    return gelezen
