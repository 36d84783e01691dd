"""Elke reden waarom DUO een melding weigert, één test per regel (wi2021 §5.5)."""

import datetime as dt
from uuid import uuid4

import pytest

from core.integrations.duo.contract import Contactpersoongegevens, Leerroute, Niveau, Pip
from core.integrations.duo.fouten import DuoFout, DuoGeenToegang, DuoWeigering
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.integrations.wereld import STICHTSE_VECHT, StartWereld, Wereld

DAG = dt.timedelta(days=1)


def pip(wereld: Wereld, *, leerroute: Leerroute = Leerroute.B1_ROUTE, over: int = 0, **velden: object) -> Pip:
    return Pip(dagtekening_pip=wereld.klok.vandaag + over * DAG, leerroute=leerroute, **velden)  # type: ignore[arg-type]


async def weigering(wereld: Wereld, bsn: str, bericht: Pip) -> str:
    with pytest.raises(DuoWeigering) as gevangen:
        await wereld.duo.meld_pip(bsn, bericht, bericht_id=uuid4())
    return "; ".join(gevangen.value.foutteksten)


async def test_een_pip_van_voor_het_begin_van_de_plicht_wordt_geweigerd(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    reden = await weigering(wereld, bsn, pip(wereld, over=-1))
    assert reden == "De dagtekening ligt voor het begin van de inburgeringsplicht."
    await wereld.duo.meld_pip(bsn, pip(wereld), bericht_id=uuid4())


async def test_een_pip_voor_wie_nog_in_het_azc_woont_wordt_geweigerd(wereld: Wereld) -> None:
    reden = await weigering(wereld, wereld.wie(Verhaal.AZC_ELDERS).bsn, pip(wereld))
    assert reden == "De persoon is nog niet in de gemeente gevestigd."


async def test_een_pip_van_voor_de_vestiging_wordt_geweigerd_ook_als_de_brp_inschrijving_ouder_is(
    wereld: Wereld,
) -> None:
    inwoner = wereld.wie(Verhaal.AZC_IN_GEMEENTE)
    await wereld.na_dagen(inwoner.dagen_tot_huisvesting)
    [gelezen] = await wereld.brp.lees_personen([inwoner.bsn])
    assert gelezen.persoon.gemeente_van_inschrijving is not None
    assert gelezen.persoon.gemeente_van_inschrijving.code == inwoner.gemeentecode
    assert await weigering(wereld, inwoner.bsn, pip(wereld, over=-1)) == (
        "De dagtekening ligt voor de vestiging in de gemeente."
    )
    await wereld.duo.meld_pip(inwoner.bsn, pip(wereld), bericht_id=uuid4())


async def test_een_gewijzigd_pip_van_voor_het_eerste_en_huidige_pip_wordt_geweigerd(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    await wereld.duo.meld_pip(bsn, pip(wereld, over=3), bericht_id=uuid4())
    reden = await weigering(wereld, bsn, pip(wereld, over=2))
    assert "voor die van het eerste PIP" in reden
    assert "voor die van het huidige PIP" in reden


async def test_een_gewijzigd_pip_tussen_het_eerste_en_het_huidige_wordt_geweigerd(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    for over in (1, 5):
        await wereld.duo.meld_pip(bsn, pip(wereld, over=over), bericht_id=uuid4())
    assert await weigering(wereld, bsn, pip(wereld, over=3)) == "De dagtekening ligt voor die van het huidige PIP."


async def test_niveau_a2_met_de_onderwijsroute_wordt_geweigerd(wereld: Wereld) -> None:
    bericht = pip(wereld, leerroute=Leerroute.ONDERWIJSROUTE, niveau=Niveau.A2)
    reden = await weigering(wereld, wereld.wie(Verhaal.GEZIN).bsn, bericht)
    assert reden == "Niveau A2 past niet bij de onderwijsroute."


async def test_niveau_b1_met_de_z_route_wordt_geweigerd(wereld: Wereld) -> None:
    bericht = pip(wereld, leerroute=Leerroute.Z_ROUTE, niveau=Niveau.B1)
    reden = await weigering(wereld, wereld.wie(Verhaal.GEZIN).bsn, bericht)
    assert reden == "Niveau B1 past niet bij de zelfredzaamheidsroute."


async def test_een_eerste_pip_met_de_b1_route_op_a2_wordt_geweigerd_maar_afschalen_later_mag(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    reden = await weigering(wereld, bsn, pip(wereld, niveau=Niveau.A2))
    assert reden == "Een eerste PIP met de B1-route kan niet op niveau A2 beginnen."
    await wereld.duo.meld_pip(bsn, pip(wereld), bericht_id=uuid4())
    await wereld.duo.meld_pip(bsn, pip(wereld, over=1, niveau=Niveau.A2), bericht_id=uuid4())


@pytest.mark.parametrize("leerroute", [Leerroute.B1_ROUTE, Leerroute.ONDERWIJSROUTE])
async def test_zonder_niveau_geldt_b1_in_de_b1_route_en_de_onderwijsroute(wereld: Wereld, leerroute: Leerroute) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    await wereld.duo.meld_pip(bsn, pip(wereld, leerroute=leerroute), bericht_id=uuid4())
    bekend = await wereld.duo.lees_pip(bsn, bericht_id=uuid4())
    assert bekend is not None
    assert bekend.pip.niveau is Niveau.B1


async def test_zonder_niveau_blijft_het_niveau_leeg_in_de_z_route(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    await wereld.duo.meld_pip(bsn, pip(wereld, leerroute=Leerroute.Z_ROUTE), bericht_id=uuid4())
    bekend = await wereld.duo.lees_pip(bsn, bericht_id=uuid4())
    assert bekend is not None
    assert bekend.pip.niveau is None


@pytest.mark.parametrize(
    ("verhaal", "leerroute"),
    [(Verhaal.GEZIN, Leerroute.B1_ROUTE), (Verhaal.ASIEL_GEHUISVEST, Leerroute.ONDERWIJSROUTE)],
)
async def test_intensiteit_buiten_de_b1_route_van_een_asielstatushouder_wordt_geweigerd(
    wereld: Wereld, verhaal: Verhaal, leerroute: Leerroute
) -> None:
    bericht = pip(wereld, leerroute=leerroute, geschatte_intensiteit_b1_route=600)
    reden = await weigering(wereld, wereld.wie(verhaal).bsn, bericht)
    assert reden == "De geschatte intensiteit geldt alleen voor de B1-route van een asielstatushouder."


async def test_intensiteit_in_de_b1_route_van_een_asielstatushouder_mag(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.ASIEL_GEHUISVEST).bsn
    await wereld.duo.meld_pip(bsn, pip(wereld, geschatte_intensiteit_b1_route=600), bericht_id=uuid4())


async def test_een_pip_na_het_einde_van_de_plicht_wordt_geweigerd(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.INGETROKKEN)
    await wereld.na_dagen(inwoner.dagen_tot_einde)
    assert await weigering(wereld, inwoner.bsn, pip(wereld)) == "De persoon is niet inburgeringsplichtig."


async def test_alle_redenen_van_een_weigering_komen_tegelijk(wereld: Wereld) -> None:
    bericht = pip(wereld, leerroute=Leerroute.Z_ROUTE, niveau=Niveau.B1, over=-1, geschatte_intensiteit_b1_route=500)
    assert (await weigering(wereld, wereld.wie(Verhaal.GEZIN).bsn, bericht)).count(";") == 2


async def test_een_pip_verwijderen_kan_zolang_de_termijn_niet_vaststaat(start_wereld: StartWereld) -> None:
    wereld = await start_wereld(termijn_na=DAG)
    await wereld.meld_allen_aan()
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    await wereld.duo.meld_pip(bsn, pip(wereld), bericht_id=uuid4())
    await wereld.duo.verwijder_pip(bsn, bericht_id=uuid4())
    assert await wereld.duo.lees_pip(bsn, bericht_id=uuid4()) is None
    await wereld.na_dagen(1)
    assert await wereld.duo.lees_inburgeringstermijn(bsn, bericht_id=uuid4()) is None


async def test_een_pip_verwijderen_nadat_de_termijn_vaststaat_wordt_geweigerd(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    await wereld.duo.meld_pip(bsn, pip(wereld), bericht_id=uuid4())
    with pytest.raises(DuoWeigering, match="termijn is al vastgesteld"):
        await wereld.duo.verwijder_pip(bsn, bericht_id=uuid4())


async def test_een_pip_verwijderen_dat_er_niet_is_geeft_een_fout(wereld: Wereld) -> None:
    with pytest.raises(DuoFout, match="404"):
        await wereld.duo.verwijder_pip(wereld.wie(Verhaal.GEZIN).bsn, bericht_id=uuid4())


async def test_een_andere_gemeente_mag_de_persoon_niet_lezen_en_niets_voor_hem_melden(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    vreemde = wereld.clients[STICHTSE_VECHT.code]
    with pytest.raises(DuoGeenToegang):
        await vreemde.lees_inburgeringsplicht(bsn, bericht_id=uuid4())
    with pytest.raises(DuoGeenToegang):
        await vreemde.meld_pip(bsn, pip(wereld), bericht_id=uuid4())
    assert await wereld.duo.lees_pip(bsn, bericht_id=uuid4()) is None


async def test_een_contactpersoon_zonder_geldig_adres_wordt_geweigerd(wereld: Wereld) -> None:
    gegevens = Contactpersoongegevens(naam=" ", email="balie", telefoonnummer="0301234567")
    with pytest.raises(DuoWeigering) as gevangen:
        await wereld.duo.maak_contactpersoon(gegevens, bericht_id=uuid4())
    assert len(gevangen.value.foutteksten) == 2


async def test_de_contactpersoon_van_een_andere_gemeente_is_niet_te_koppelen_of_te_wijzigen(wereld: Wereld) -> None:
    gegevens = Contactpersoongegevens(naam="Balie", email="balie@example.org", telefoonnummer="0301234567")
    nummer = await wereld.clients[STICHTSE_VECHT.code].maak_contactpersoon(gegevens, bericht_id=uuid4())
    with pytest.raises(DuoGeenToegang):
        await wereld.duo.koppel_contactpersoon(nummer, wereld.wie(Verhaal.GEZIN).bsn, bericht_id=uuid4())
    with pytest.raises(DuoGeenToegang):
        await wereld.duo.wijzig_contactpersoon(nummer, gegevens, bericht_id=uuid4())


async def test_een_weigering_laat_geen_lange_nummers_zien() -> None:
    fout = DuoWeigering(("Persoon 999990019 is onbekend",))
    assert "999990019" not in str(fout) + "".join(fout.foutteksten)
