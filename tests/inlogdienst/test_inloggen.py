"""Inloggen bij een dienst die niet van ons is: npm oidc-provider, over TLS, met een browser ertussen."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from joserfc.jwk import ECKey, RSAKey

from core.fouten import Fout
from core.instellingen.lezers import cas, toegestaan
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.inlogdienst.dienst import STERK
from core.platform.inloggen.ontdekking import adres_van
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from core.platform.uitgaand.fouten import AdresGeweigerd, NietTeBereiken
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vragen import Uitgaand
from tests.geduld import GEDULD
from tests.inlogdienst.browser import Pagina
from tests.inlogdienst.conftest import Wereld, wereld_met
from tests.inlogdienst.opstelling import ANNA, BRAM, NA_AFMELDEN, ONS, ONS_RSA, Diensten, Draaiend
from tests.platform.inloggen.dienst import kom_binnen

KORT = timedelta(minutes=5)


async def reden_van(poging: Any) -> Reden:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        await poging
    return gevangen.value.reden


@pytest.mark.parametrize("welke", ["een", "twee"])
@pytest.mark.parametrize("sleutel", [ONS, ONS_RSA], ids=["ES256", "PS256"])
async def test_wie_zich_daar_bewijst_is_hier_binnen(
    diensten: Diensten, valkey: EmbeddedValkey, welke: str, sleutel: RSAKey | ECKey
) -> None:
    dienst: Draaiend = getattr(diensten, welke)
    ca = diensten.certificaten.ca
    async with wereld_met((dienst,), ca, valkey, sleutel=sleutel) as wereld, wereld.browser() as browser:
        reis = await wereld.ga(dienst)
        terug = await browser.log_in(reis.adres, ANNA)
        binnen = await kom_binnen(wereld.poort, terug, browser=reis.browser, oud=None)
        assert binnen.naar == "/werk"
        bewezen = binnen.bewezen
        assert (bewezen.uitgever, bewezen.onderwerp, bewezen.acr) == (dienst.uitgever, ANNA, STERK)
        assert bewezen.email == "a@example.org"
        sessie = await wereld.sessies.lees(binnen.naam)
        assert sessie is not None
        assert sessie.sid


async def test_de_pagina_laat_de_mensen_zien_en_zegt_dat_zij_alleen_bij_het_ontwikkelen_bestaat(
    wereld: Wereld, diensten: Diensten
) -> None:
    async with wereld.browser() as browser:
        pagina = await browser.pagina((await wereld.ga(diensten.een)).adres)
        assert pagina.keuzes == [ANNA, BRAM]
        assert "Dit bestaat alleen bij het ontwikkelen" in pagina.tekst
        assert "Anna &#60;de&#62; Wit, klantmanager" in pagina.tekst
        assert "zonder komt u niet binnen" in pagina.tekst
        leeg = await browser.druk(pagina, stap="twee")
        assert isinstance(leeg, Pagina)
        assert (leeg.status, "Kies iemand uit de lijst" in leeg.tekst) == (400, True)


async def test_wie_daar_al_bekend_is_komt_zonder_vraag_binnen(wereld: Wereld, diensten: Diensten) -> None:
    async with wereld.browser() as browser:
        eerst = await wereld.ga(diensten.een)
        oud = await wereld.kom(eerst, await browser.log_in(eerst.adres, ANNA))
        nogmaals = await wereld.ga(diensten.een)
        nieuw = await wereld.kom(nogmaals, await browser.terug(nogmaals.adres), oud=oud)
        assert await wereld.sessies.lees(oud) is None
        assert await wereld.sessies.lees(nieuw) is not None


async def test_in_een_andere_browser_is_het_antwoord_niets_waard(wereld: Wereld, diensten: Diensten) -> None:
    async with wereld.browser() as browser:
        reis = await wereld.ga(diensten.een)
        terug = await browser.log_in(reis.adres, ANNA)
        ander = await wereld.ga(diensten.een)
        poging = kom_binnen(wereld.poort, terug, browser=ander.browser, oud=None)
        assert await reden_van(poging) is Reden.STAAT
        assert await reden_van(wereld.kom(reis, terug)) is Reden.STAAT


async def test_een_ander_maakt_de_pagina_van_deze_browser_niet_af(wereld: Wereld, diensten: Diensten) -> None:
    async with wereld.browser() as browser, wereld.browser() as ander:
        pagina = await browser.pagina((await wereld.ga(diensten.een)).adres)
        gezien = await ander.druk(pagina, mens=ANNA, stap="twee")
        assert isinstance(gezien, Pagina)
        assert gezien.status == 400


async def test_de_ene_dienst_maakt_niet_af_wat_bij_de_andere_begon(wereld: Wereld, diensten: Diensten) -> None:
    """Mix-up: de tweede dienst vangt de browser op en stuurt hem met haar eigen code terug."""
    async with wereld.browser() as browser:
        reis = await wereld.ga(diensten.een)
        bij_twee = reis.adres.replace(diensten.een.uitgever, diensten.twee.uitgever)
        terug = await browser.log_in(bij_twee, ANNA)
        assert terug["iss"] == [diensten.twee.uitgever]
        assert await reden_van(wereld.kom(reis, terug)) is Reden.UITGEVER
        assert [adres for adres in wereld.gevraagd if adres.endswith("/token")] == []


@pytest.mark.parametrize("iss", [None, "een"])
async def test_ook_als_zij_verzwijgt_of_liegt_wie_zij_is(wereld: Wereld, diensten: Diensten, iss: str | None) -> None:
    async with wereld.browser() as browser:
        reis = await wereld.ga(diensten.een)
        bij_twee = reis.adres.replace(diensten.een.uitgever, diensten.twee.uitgever)
        terug = dict(await browser.log_in(bij_twee, ANNA))
        del terug["iss"]
        if iss is not None:
            terug["iss"] = [diensten.een.uitgever]
        verwacht = Reden.UITGEVER if iss is None else Reden.AFGEBROKEN
        assert await reden_van(wereld.kom(reis, terug)) is verwacht


async def test_een_code_telt_daar_een_keer_en_alleen_met_het_geheim_van_deze_reis(
    wereld: Wereld, diensten: Diensten
) -> None:
    async with wereld.browser() as browser:
        slachtoffer, aanvaller = await wereld.ga(diensten.een), await wereld.ga(diensten.een)
        terug = await browser.log_in(slachtoffer.adres, ANNA)
        geplakt = {**terug, "state": [aanvaller.state]}
        assert await reden_van(wereld.kom(aanvaller, geplakt)) is Reden.AFGEBROKEN


async def test_wie_daar_afbreekt_is_niet_binnen(wereld: Wereld, diensten: Diensten) -> None:
    async with wereld.browser() as browser:
        reis = await wereld.ga(diensten.een)
        terug = await browser.druk(await browser.pagina(reis.adres), stap="afbreken")
        assert not isinstance(terug, Pagina)
        assert (terug["error"], terug["iss"]) == (["access_denied"], [diensten.een.uitgever])
        assert await reden_van(wereld.kom(reis, terug)) is Reden.AFGEBROKEN


async def test_zonder_tweede_stap_komt_niemand_binnen_en_daarna_kan_het_alsnog(
    wereld: Wereld, diensten: Diensten
) -> None:
    async with wereld.browser() as browser:
        reis = await wereld.ga(diensten.een)
        terug = await browser.log_in(reis.adres, ANNA, stap="een")
        assert await reden_van(wereld.kom(reis, terug)) is Reden.NIVEAU
        opnieuw = await wereld.ga(diensten.een)
        assert await wereld.kom(opnieuw, await browser.log_in(opnieuw.adres, ANNA))


async def test_wie_iets_zwaars_doet_bewijst_zich_opnieuw(wereld: Wereld, diensten: Diensten) -> None:
    async with wereld.browser() as browser:
        eerst = await wereld.ga(diensten.een)
        oud = await wereld.kom(eerst, await browser.log_in(eerst.adres, ANNA))
        begin = await wereld.sessies.lees(oud)
        zwaar = await wereld.ga(diensten.een, leeftijd=KORT)
        assert "opnieuw te bewijzen" in (await browser.pagina(zwaar.adres)).tekst
        nieuw = await wereld.kom(zwaar, await browser.log_in(zwaar.adres, ANNA), oud=oud)
        sessie = await wereld.sessies.lees(nieuw)
        assert sessie is not None
        assert begin is not None
        assert sessie.bewezen_op >= begin.bewezen_op
        assert sessie.geopend_op == begin.geopend_op


async def test_een_ander_die_zich_bewijst_neemt_de_sessie_niet_over(wereld: Wereld, diensten: Diensten) -> None:
    """Wie op de pagina iemand anders kiest, meldt daarmee de eerste af; ook dat meldt de dienst."""
    async with wereld.browser() as browser:
        eerst = await wereld.ga(diensten.een)
        oud = await wereld.kom(eerst, await browser.log_in(eerst.adres, ANNA))
        zwaar = await wereld.ga(diensten.een, leeftijd=KORT)
        nieuw = await wereld.kom(zwaar, await browser.log_in(zwaar.adres, BRAM), oud=oud)
        sessie = await wereld.sessies.lees(nieuw)
        assert sessie is not None
        assert sessie.onderwerp == BRAM
        assert await wereld.sessies.lees(oud) is None
        afmelding = diensten.kant.afmeldingen.get(timeout=GEDULD)
        assert await wereld.poort.meld_af(afmelding, uitgever=diensten.een.uitgever) == 0
        assert await wereld.sessies.lees(nieuw) is not None


async def test_wisselt_de_dienst_van_sleutel_dan_komt_men_gewoon_binnen(
    diensten: Diensten, eigen_dienst: Draaiend, valkey: EmbeddedValkey
) -> None:
    async with wereld_met((eigen_dienst,), diensten.certificaten.ca, valkey) as wereld:
        kids = []
        for _ in range(3):
            async with wereld.browser() as browser:
                reis = await wereld.ga(eigen_dienst)
                assert await wereld.kom(reis, await browser.log_in(reis.adres, ANNA))
            kids.append([sleutel.kid for sleutel in await wereld.gegevens(eigen_dienst).sleutels(None)])
            eigen_dienst.stop()
            eigen_dienst.dienst.wissel_sleutel()
            assert eigen_dienst.start()
            wereld.vooruit += timedelta(seconds=15)  # a new key is asked for at most every ten seconds
    assert [len(k) for k in kids] == [1, 2, 2]
    assert kids[1][1] == kids[0][0]
    assert kids[2][1] == kids[1][0]


async def test_is_de_dienst_weg_dan_gelden_haar_sleutels_nog_een_dag(
    diensten: Diensten, eigen_dienst: Draaiend, valkey: EmbeddedValkey
) -> None:
    async with wereld_met((eigen_dienst,), diensten.certificaten.ca, valkey) as wereld, wereld.browser() as browser:
        reis = await wereld.ga(eigen_dienst)
        naam = await wereld.kom(reis, await browser.log_in(reis.adres, ANNA))
        gegevens = wereld.gegevens(eigen_dienst)
        sleutels = await gegevens.sleutels(None)
        eigen_dienst.stop()
        begonnen = await wereld.ga(eigen_dienst)
        with pytest.raises(Fout):
            await wereld.kom(begonnen, {"code": ["x"], "state": [begonnen.state], "iss": [eigen_dienst.uitgever]})
        assert await wereld.sessies.lees(naam) is not None
        wereld.vooruit += timedelta(hours=23)
        assert await gegevens.sleutels(None) == sleutels
        assert await wereld.ga(eigen_dienst)
        wereld.vooruit += timedelta(hours=2)
        with pytest.raises(Fout):
            await gegevens.sleutels(None)


async def test_wie_zich_daar_afmeldt_is_ook_hier_weg(
    wereld: Wereld, diensten: Diensten, valkey: EmbeddedValkey
) -> None:
    async with wereld.browser() as browser, wereld.browser() as elders:
        reis, ander = await wereld.ga(diensten.een), await wereld.ga(diensten.een)
        hier = await wereld.kom(reis, await browser.log_in(reis.adres, ANNA))
        daar = await wereld.kom(ander, await elders.log_in(ander.adres, ANNA))
        ontdekt = await wereld.gegevens(diensten.een).ontdekt()
        assert ontdekt.backchannel_logout_supported
        assert ontdekt.end_session_endpoint is not None
        client = diensten.een.dienst.afgesproken.client
        vraag = await browser.pagina(
            f"{ontdekt.end_session_endpoint}?client_id={client}&post_logout_redirect_uri={NA_AFMELDEN}&state=s1"
        )
        assert "Wilt u zich ook hier afmelden?" in vraag.tekst
        assert await browser.druk(vraag, logout="yes") == {"state": ["s1"]}
        token = diensten.kant.afmeldingen.get(timeout=GEDULD)
        uitgever = diensten.een.uitgever
        elders_bedoeld = wereld.poort.meld_af(token, uitgever=diensten.twee.uitgever)
        assert await reden_van(elders_bedoeld) in {Reden.ALGORITME, Reden.SLEUTEL_ONBEKEND}
        assert await wereld.poort.meld_af(token, uitgever=uitgever) == 1
        assert await wereld.sessies.lees(hier) is None
        assert await wereld.sessies.lees(daar) is not None
        assert await reden_van(wereld.poort.meld_af(token, uitgever=uitgever)) is Reden.HERHAALD
        weer = await wereld.ga(diensten.een)
        assert (await browser.pagina(weer.adres)).keuzes == [ANNA, BRAM]


async def test_een_afmelding_is_geen_bewijs_van_inloggen_en_andersom(wereld: Wereld, diensten: Diensten) -> None:
    """Beide tekent de dienst met dezelfde sleutel, voor dezelfde client."""
    async with wereld.browser() as browser:
        reis = await wereld.ga(diensten.twee)
        terug = await browser.log_in(reis.adres, ANNA)
        assert await wereld.kom(reis, terug)
        bewijs = msgspec.json.decode(wereld.gekregen[f"{diensten.twee.uitgever}/token"])["id_token"]
        assert await reden_van(wereld.poort.meld_af(bewijs, uitgever=diensten.twee.uitgever)) is Reden.GEBEURTENIS


async def test_zij_haalt_onze_sleutels_zelf_en_kent_een_ander_niet(diensten: Diensten, valkey: EmbeddedValkey) -> None:
    vreemd = ECKey.generate_key("P-256", {"kid": "vreemd", "use": "sig"})
    ca = diensten.certificaten.ca
    async with wereld_met((diensten.een,), ca, valkey, sleutel=vreemd) as wereld, wereld.browser() as browser:
        reis = await wereld.ga(diensten.een)
        terug = await browser.log_in(reis.adres, ANNA)
        assert await reden_van(wereld.kom(reis, terug)) is Reden.AFGEBROKEN
    assert diensten.kant.sleutels_gevraagd > 0


async def test_een_melding_die_een_certificaat_noemt_in_plaats_van_een_sleutel_wordt_gelezen(
    diensten: Diensten, valkey: EmbeddedValkey
) -> None:
    """Deze dienst kijkt niet naar het certificaat; zij toetst de handtekening, en struikelt niet over de kop."""
    ca = diensten.certificaten.ca
    async with (
        wereld_met((diensten.een,), ca, valkey, sleutel=ONS_RSA, certificaat="a1" * 32) as wereld,
        wereld.browser() as browser,
    ):
        reis = await wereld.ga(diensten.een)
        assert await wereld.kom(reis, await browser.log_in(reis.adres, ANNA))


async def test_zonder_haar_ca_of_zonder_toestemming_van_het_platform_vraagt_meedoen_haar_niets(
    diensten: Diensten,
) -> None:
    adres = adres_van(diensten.een.dienst.afgesproken)
    mag = Uitgaandregels.van(toegestaan(diensten.een.dienst.toegestaan))
    haar = cas(str(diensten.certificaten.ca))
    for weg, verwacht in (
        (Uitgaand(mag), NietTeBereiken),
        (Uitgaand(Uitgaandregels(), eigen_ca=haar), AdresGeweigerd),
    ):
        with pytest.raises(verwacht):
            await weg.haal(adres)
        await weg.sluit()
