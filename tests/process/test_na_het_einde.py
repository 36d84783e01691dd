"""Na het einde van de plicht en na een verhuizing gaat er niets meer uit dan wat dan doorgaat (PG-12).

Elke handeling die er is, met een zaak waarin zij lukt, wordt gedaan nadat de zaak voorbij is. Zij mag geen melding aan
DUO en geen brief klaarzetten, en niets naar DUO sturen. Wat dan nog lukt staat in een lijst: een nieuwe handeling die
een afgesloten dossier wijzigt, valt op.
"""

from collections.abc import Mapping
from itertools import product
from uuid import UUID

import pytest

from core.instellingen.legitimatie import Buur
from core.law.fasen import AFGESLOTEN, Aanleiding, Fase, mogelijke_overgangen
from core.platform.outbox import bus
from core.process.dossier.zaak import ga_naar, neem_dossier
from core.process.intake.actions import VRAAG_EXAMENNUMMER
from core.process.melding.tables import Meldingsoort
from core.process.voorvallen import PlichtGeeindigd, Verhuisd, Voorval, meld
from tests.process.meldlijn import melding, volgende_poging
from tests.process.test_botsingen import HANDELINGEN
from tests.process.wereld import BRIEF, VANDAAG, Mens, Wereld
from tests.process.zaak import Zaak
from tests.steekproef import params
from tests.voorbeelden.alle import STAP
from tests.voorbeelden.melding import duo_melding
from tests.voorbeelden.proef import Verzoek

EINDES: Mapping[Fase, tuple[Aanleiding, Voorval]] = {
    Fase.BEEINDIGD: (Aanleiding.PLICHT_GEEINDIGD, PlichtGeeindigd()),
    Fase.OVERGEDRAGEN: (Aanleiding.VERHUISD_UIT_GEMEENTE, Verhuisd(naar="GM0344")),
}
_ALTIJD = frozenset(
    {
        "POST /dossiers/{dossier_id}/behandelaar",  # bezwaar en inning gaan door, en iemand doet dat
        "PUT /dossiers/{dossier_id}/briefadressen",
        "POST /dossiers/{dossier_id}/briefadressen/overname",
        "DELETE /dossiers/{dossier_id}/briefadressen/{briefadres_id}",
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/verbetering",  # de bezwaartermijn gaat door (PG-12)
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/bezwaardag",
        "POST /dossiers/{dossier_id}/retourpost",  # of een besluit bekend is blijft tellen
        "POST /dossiers/{dossier_id}/contactgegevens",  # wie bezwaar maakt of betaalt blijft te bereiken
        "POST /dossiers/{dossier_id}/contactgegevens/overname",
        "DELETE /dossiers/{dossier_id}/contactgegevens/{gegeven_id}",
        "POST /dossiers/{dossier_id}/contactmomenten",
        "POST /dossiers/{dossier_id}/contactmomenten/{contactmoment_id}/verbetering",
        "POST /dossiers/{dossier_id}/contactmomenten/{contactmoment_id}/opvolging",
        "POST /dossiers/{dossier_id}/vertegenwoordigingen",  # wie voor hem optreedt doet dat ook in bezwaar
        "POST /dossiers/{dossier_id}/vertegenwoordigingen/overname",
        "POST /dossiers/{dossier_id}/vertegenwoordigingen/{vertegenwoordiging_id}/bewijs",
        "POST /dossiers/{dossier_id}/vertegenwoordigingen/{vertegenwoordiging_id}/einde",
        "POST /werkitems/{werkitem_id}/nieuwe-poging",
        "POST /mandaten",  # het register is van de gemeente, en van geen zaak
        "POST /mandaten/{mandaat_id}/intrekking",
        "POST /uitnodigingen",  # wie hier werkt gaat over medewerkers, en over geen zaak
        "POST /uitnodigingen/{uitnodiging_id}/intrekking",
        "POST /lidmaatschappen/{lidmaatschap_id}/einde",
        "POST /lidmaatschappen/{lidmaatschap_id}/nagezien",
        "POST /lidmaatschappen/{lidmaatschap_id}/functie",
        "POST /machines",  # wie er leest gaat over geen zaak
        "POST /machines/{machine_id}/intrekking",
        "POST /webhooks",  # een webhook is van een organisatie, en van geen zaak
        "POST /webhooks/{webhook_id}/hervatting",
        "POST /webhooks/{webhook_id}/intrekking",
        "POST /overnames/{overname_id}/beeindiging",  # wie wiens dossiers doet gaat over medewerkers, en over geen zaak
        "POST /overnames/{overname_id}/laatste-dag",
        "POST /werkitems/{werkitem_id}/collegebesluit",  # of een besluit bevoegd genomen is, blijft te weten
        "POST /werkitems/{werkitem_id}/heropening",  # van werk dat dan doorgaat; het andere is vervallen
    }
)
TOCH: Mapping[Fase, frozenset[str]] = {
    Fase.BEEINDIGD: _ALTIJD
    | {
        "POST /dossiers/{dossier_id}/brp-lezing",  # een brief over bezwaar of inning heeft een adres nodig
        "POST /dossiers/{dossier_id}/duo-lezing",  # DUO kan een einde intrekken; na overdracht wordt niets gelezen
    },
    Fase.OVERGEDRAGEN: _ALTIJD
    | {
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/boetevraag",  # wat hier gemist is, blijft van hier (T19)
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/opmaak",  # een besluit dat er is, wordt bekendgemaakt
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/adressering",
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/verzending",
    },
}
"""Wat er na het einde nog lukt."""
SCHRIJFT_NOG = frozenset(
    {
        *(("POST /dossiers/{dossier_id}/brieven/{brief_id}/bezwaardag", einde) for einde in EINDES),
        ("POST /dossiers/{dossier_id}/brieven/{brief_id}/adressering", Fase.OVERGEDRAGEN),
    }
)
"""Wie nog bezwaar kan maken hoort ook na het einde tot wanneer (PG-12), en een besluit dat nog bekend moet worden gaat
naar waar hij nu woont; deze handelingen maken dus een brief."""

MELDT_NOG = frozenset({("POST /dossiers/{dossier_id}/brieven/{brief_id}/verzending", Fase.OVERGEDRAGEN)})
"""Is het PIP van wie verhuisde bekendgemaakt, dan hoort DUO het nog: op die dagtekening rust zijn termijn."""


async def eindig(wereld: Wereld, zaak: Zaak, naar: Fase) -> bool:
    """Deze zaak is voorbij; False als zij daar niet heen kan."""
    aanleiding, voorval = EINDES[naar]
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        houvast = await neem_dossier(tx, zaak.id)
        if not any(o.naar is naar for o in mogelijke_overgangen(houvast.rij.fase)):
            return False
        houvast = await ga_naar(tx, houvast, naar, aanleiding=aanleiding)
        await meld(tx, wereld.huis, houvast, voorval)
    return True


async def uitgaand(wereld: Wereld) -> dict[str, set[UUID]]:
    """Alles wat iemand buiten de gemeente bereikt."""
    return {tabel: {r["id"] for r in await wereld.rijen(tabel)} for tabel in ("duo_melding", "brief", "besluit")}


def naar_duo(wereld: Wereld) -> list[tuple[str, str]]:
    """Wat er aan DUO is meegedeeld; lezen mag, en de BRP leest men met POST."""
    return [o for o in wereld.lijn.oproepen if o[0] != "GET" and o[1] not in ("personen", "storing")]


async def doe(mens: Mens, methode: str, verzoek: Verzoek) -> int:
    """Doe het verzoek, en met de huidige versie nog eens als die intussen anders is; geeft de status."""
    koppen = {"Authorization": f"Bearer {mens.token}"}
    body = verzoek.body
    for _ in range(2):
        antwoord = await mens.http.request(methode, mens.basis + verzoek.pad, json=body, headers=koppen)
        nu = antwoord.json().get("versieconflict") if antwoord.status_code == 409 else None
        if nu is None or not isinstance(body, dict):
            break
        body = body | {"versie": nu["huidigeVersie"]}
    return antwoord.status_code


def _wat_er_dan_kan(geval: tuple[str, Fase]) -> tuple[object, ...]:
    """Van elke stap één handeling na elk einde, en van wat dan nog lukt, schrijft of meldt ook."""
    naam, naar = geval
    return (naar, STAP[naam]), (naar, naam in TOCH[naar]), geval in SCHRIJFT_NOG, geval in MELDT_NOG


@pytest.mark.parametrize(("naam", "naar"), params(product(sorted(HANDELINGEN), EINDES), _wat_er_dan_kan))
async def test_geen_handeling_stuurt_na_het_einde_nog_iets(wereld: Wereld, naam: str, naar: Fase) -> None:
    verzoek = await HANDELINGEN[naam](wereld)
    if not await eindig(wereld, verzoek.zaak, naar):
        assert "/samenvoegingen" in naam or naam.endswith("/loslating")
        assert naar is Fase.OVERGEDRAGEN or naam.endswith(("/uiteenhalen", "/loslating")), "wat opging is al voorbij"
        return
    await wereld.werk_af()
    voor, bij_duo = await uitgaand(wereld), naar_duo(wereld)
    status = await doe(wereld.mens(verzoek.wie), naam.split()[0], verzoek)
    await wereld.werk_af(behalve=(BRIEF,))
    assert status < 500
    assert (status < 300) is (naam in TOCH[naar]), f"{status} in {naar}"
    na = await uitgaand(wereld)
    if (naam, naar) in SCHRIJFT_NOG:
        assert len(na.pop("brief") - voor.pop("brief")) == 1
    if (naam, naar) in MELDT_NOG:
        assert len(na.pop("duo_melding") - voor.pop("duo_melding")) == 1
        bij_duo = naar_duo(wereld)
    assert na == voor, "er staat iets nieuws klaar"
    assert naar_duo(wereld) == bij_duo, "DUO hoorde iets"


@pytest.mark.parametrize("naar", EINDES, ids=str)
@pytest.mark.parametrize("soort", Meldingsoort)
async def test_een_geweigerde_melding_wordt_na_het_einde_niet_opnieuw_aangeboden(
    wereld: Wereld, soort: Meldingsoort, naar: Fase
) -> None:
    """Alleen een vastgesteld PIP van wie verhuisde hoort DUO nog: dat was van dit college."""
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        id_ = await duo_melding(tx, dossier_id=zaak.id, soort=str(soort))
    await wereld.alziend.execute("update duo_melding set status = 'afgewezen' where id = $1", id_)
    await eindig(wereld, zaak, naar)
    mag = soort.over_het_pip and naar is Fase.OVERGEDRAGEN
    antwoord = await zaak.stuur(f"/duo-meldingen/{id_}/nieuwe-aanbieding", {}, 201 if mag else 409)
    assert mag or "DUO hoort dit niet meer" in antwoord["detail"]
    assert len(await wereld.rijen("duo_melding", dossier_id=zaak.id)) == (2 if mag else 1)


@pytest.mark.parametrize("naar", EINDES, ids=str)
@pytest.mark.parametrize("soort", [soort for soort in Meldingsoort if soort is not Meldingsoort.PIP_TERUG])
async def test_een_melding_die_onderweg_bleef_steken_gaat_na_het_einde_niet_nog_eens(
    wereld: Wereld, soort: Meldingsoort, naar: Fase
) -> None:
    """De eerste poging kreeg een storing, en toen eindigde de zaak."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    if soort is Meldingsoort.PIP:
        await zaak.stel_vast()
        await zaak.maak_pip_bekend()
    else:
        await zaak.deel_toe()
    await wereld.storing("fout")
    await wereld.werk_af()
    assert (await melding(zaak))["status"] == "verzonden"
    await eindig(wereld, zaak, naar)
    bij_duo = naar_duo(wereld)
    await volgende_poging(wereld)
    mag = (soort, naar) == (Meldingsoort.PIP, Fase.OVERGEDRAGEN)
    assert (await melding(zaak))["status"] == ("bevestigd" if mag else "ingetrokken")
    assert (naar_duo(wereld) == bij_duo) is not mag
    assert await wereld.werk("MELDING_HERSTELLEN") == []


@pytest.mark.parametrize("naar", EINDES, ids=str)
async def test_een_examennummer_dat_nog_gevraagd_zou_worden_wordt_niet_meer_gevraagd(
    wereld: Wereld, naar: Fase
) -> None:
    """DUO meldt de persoon daarmee aan voor de toets (U05); de taak stond al klaar, of wordt opnieuw gedaan."""
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", {})
    await eindig(wereld, zaak, naar)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet(tx, VRAAG_EXAMENNUMMER, onderwerp_id=zaak.id, reeks=zaak.id, buur=Buur.DUO)
    await wereld.werk_af()
    assert [o for o in wereld.lijn.oproepen if "examennummer" in o[1].lower()] == []
    assert {r["status"] for r in await wereld.rijen("outbox", soort=VRAAG_EXAMENNUMMER)} == {"klaar"}
    [toets] = await wereld.rijen("leerbaarheidstoets", dossier_id=zaak.id)
    assert toets["examennummer"] == ""


@pytest.mark.parametrize("naar", EINDES, ids=str)
async def test_wat_een_derde_na_het_einde_nog_stuurt_verandert_het_dossier_niet(wereld: Wereld, naar: Fase) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await eindig(wereld, zaak, naar)
    derde = {"gevraagdAan": "ISD", "wat": "uitkering", "onmisbaarOmdat": "bepaalt de route"}
    dagen = {"gevraagdOp": VANDAAG.isoformat(), "ontvangenOp": VANDAAG.isoformat()}
    body = derde | dagen | {"versie": (await zaak.lees())["versie"]}
    fout = await zaak.stuur("/pip/informatie-van-derde", body, 409)
    assert f"In fase {naar} kan dit niet" in fout["detail"]
    [rij] = await wereld.rijen("dossier", id=zaak.id)
    assert rij["derde_gevraagd_op"] is None


def test_de_eindes_zijn_afgesloten_fasen() -> None:
    assert set(EINDES) <= AFGESLOTEN
