"""Standen waarin ertoe doet wanneer de zaak begon, wie de persoon is, of waar zijn PIP bleef, om in te proberen."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import uuid4

from tests.process.handelen import startdatumkeuze
from tests.process.standen_verkort import verkort_ingevuld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug


async def zonder_ss139_concept(zaak: Zaak) -> None:
    """Het concept van een asielstatushouder ligt klaar, en DUO meldde zijn huisvesting nooit (PG-14)."""
    await zaak.tot_pip()


async def startdatum_gekozen_concept(zaak: Zaak) -> None:
    """Als `zonder_ss139_concept`, en een mens koos het begin (B25)."""
    assert (await startdatumkeuze(zaak, {}))[0] == 204
    await zaak.tot_pip()


async def verkort_concept(zaak: Zaak) -> None:
    """Hij kwam met een PIP van een andere gemeente, en het eerste PIP van hier ligt klaar (art. 15 lid 4)."""
    await verkort_ingevuld(zaak)
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()


async def gezin(zaak: Zaak) -> None:
    """Een gezinsmigrant van wie de partner geen asielstatushouder is."""


async def gezin_van_asiel(zaak: Zaak) -> None:
    """Een gezinslid van een asielstatushouder (art. 13 lid 1, onder b, Wi2021)."""
    await zaak.wereld.alziend.execute(
        "update dossier set fijne_doelgroep = 'Gezinsvormer met Asielstatushouder' where id = $1", zaak.id
    )


async def pip_teruggekomen(zaak: Zaak) -> None:
    """De brief met het PIP kwam terug, en niemand zei nog of zij naar het goede adres ging."""
    await zaak.tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await kom_terug(zaak, "pip_beschikking")


async def asiel_bekend(zaak: Zaak) -> None:
    """Een asielstatushouder weet van zijn PIP; het college biedt hem een school aan (art. 16 Wi2021)."""
    await zaak.tot_traject()


async def asiel_aangeboden(zaak: Zaak) -> None:
    """Als `asiel_bekend`, en een school antwoordde nog niet op het aanbod."""
    await zaak.tot_traject()
    body = {"id": str(uuid4()), "organisatieId": str(zaak.wereld.twee.a.school)}
    await zaak.stuur("/toewijzingen", body)


STANDEN: Mapping[str, Callable[[Zaak], Awaitable[None]]] = {
    stand.__name__: stand
    for stand in (
        zonder_ss139_concept,
        startdatum_gekozen_concept,
        verkort_concept,
        gezin,
        gezin_van_asiel,
        pip_teruggekomen,
        asiel_bekend,
        asiel_aangeboden,
    )
}
