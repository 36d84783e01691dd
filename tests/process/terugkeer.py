"""Van hier naar de andere gemeente en weer terug, zoals DUO en de BRP dat geven."""

import datetime as dt
from dataclasses import replace

from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import Gemeente


async def verhuist_naar(wereld: Wereld, zaak: Zaak, gemeente: Gemeente) -> None:
    """De BRP schrijft hem daar in; DUO meldt het aan de gemeente waar hij gaat wonen, en die verwerkt het."""
    await wereld.besturing("verhuizing", bsn=zaak.inwoner.bsn, naar=gemeente.code.removeprefix("GM"))
    await wereld.bezorg()
    await wereld.werk_af()


async def gaat_weg(wereld: Wereld, zaak: Zaak) -> None:
    """Hij gaat naar de andere gemeente, en de BRP zegt dat hier."""
    await verhuist_naar(wereld, zaak, wereld.twee.b)
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"


async def over(wereld: Wereld, dagen: int) -> dt.date:
    """Zoveel dagen later."""
    dag = await wereld.vandaag() + dt.timedelta(days=dagen)
    await wereld.zet_klok(dag)
    return dag


async def zaak_van_nu(wereld: Wereld, zaak: Zaak, gemeente: Gemeente | None = None) -> Zaak:
    """De zaak die een medewerker van die gemeente vindt als hij op het nummer zoekt."""
    km = wereld.mens("klantmanager", gemeente or wereld.twee.a)
    gevonden = await km.stuur("/werkvoorraad/zoekopdrachten", {"bsn": zaak.inwoner.bsn}, 200)
    [treffer] = gevonden["treffers"]
    return replace(zaak, id=type(zaak.id)(treffer["dossierId"]), km=km)


async def heen_en_terug(wereld: Wereld, zaak: Zaak) -> Zaak:
    """Weg, en vier weken later weer hier; geeft zijn zaak van nu."""
    await gaat_weg(wereld, zaak)
    await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    return await zaak_van_nu(wereld, zaak)


async def terug_zonder_b(wereld: Wereld, zaak: Zaak) -> Zaak:
    """Als `heen_en_terug`, maar de andere gemeente werkt niet met Meedoen; de melding noemt alleen het BSN."""
    await zaak.verhuist()
    dag = await over(wereld, 28)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=None, ingeschreven=dag, gevestigd=dag)
    await wereld.meldt("SS120", zaak.inwoner, op=dt.datetime.combine(dag, dt.time(12), dt.UTC))
    await wereld.werk_af()
    return await zaak_van_nu(wereld, zaak)
