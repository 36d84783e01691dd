"""Onvoldoende medewerking aan de brede intake rust op een verzoek dat er kon zijn (PG-3)."""

import msgspec

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.besluit.briefdelen import in_dagen
from core.process.besluit.cijferteksten import GEGEVENS
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.oproep import VERZOEK


async def _opgeroepen(wereld: Wereld) -> Zaak:
    return await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_opgeroepen()


async def test_pg_3_de_toets_wordt_niet_verweten_aan_wie_haar_al_deed(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    await zaak.vul_intake()
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=VERZOEK)
    assert velden(fout) == {"verzoek.soort"}
    assert "resultaat" in fout["gebreken"][0]["melding"]
    gesprek = VERZOEK | {"soort": "GESPREK", "wat": "het tweede gesprek"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "liep weg", verzoek=gesprek)


async def test_pg_3_wegblijven_van_een_toets_die_nog_komt_is_geen_tekort(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    weg = VERZOEK | {"reactie": "BLEEF_WEG"}
    for dag in (None, VANDAAG.isoformat(), "2026-03-20"):
        fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "x", 400, verzoek=weg | {"uiterlijkOp": dag})
        assert velden(fout) == {"verzoek.uiterlijkOp"}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "x", 400, verzoek=VERZOEK | {"gevraagdOp": "2020-01-01"})
    assert velden(fout) == {"verzoek.gevraagdOp"}, "in deze intake gevraagd, en niet jaren eerder"


async def test_pg_3_de_tweede_oproep_zegt_wat_er_gevraagd_is(wereld: Wereld) -> None:
    """Wie gewaarschuwd wordt, leest waarom (art. 3:46 Awb)."""
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    plaatje = VERZOEK | {"wat": "de toets \U0001f44b"}
    assert velden(await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", 400, verzoek=plaatje)) == {"verzoek.wat"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK)
    await zaak.roep_op()
    eerder = [brief["eerder"] for brief in await _bevroren(zaak)]
    vraag = f"Op {in_dagen(VANDAAG)} vroegen wij u: “de toets op 12 maart in Utrecht”. U wilde dat niet."
    assert eerder == [None, f"U kwam, maar u werkte niet genoeg mee. {vraag}"]


async def _bevroren(zaak: Zaak) -> list[dict[str, str | None]]:
    kluis = zaak.wereld.huis.kluis
    return [
        msgspec.json.decode(
            kluis.ontsleutel(rij["gegevens"], soort=GEGEVENS.soort, plek=GEGEVENS.plek(rij["gemeente_id"], rij["id"]))
        )
        for rij in sorted(await zaak.wereld.rijen("brief", dossier_id=zaak.id), key=lambda rij: rij["id"])
    ]
