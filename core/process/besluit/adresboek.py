"""Het adresboek gevraagd: aan wie een brief in dit dossier gaat, en hoe elk exemplaar er dan uitziet.

De regel staat in `core.law.adresboek`; hier komt bij elkaar wat zij wil weten, en wordt van een brief het exemplaar
voor wie haar krijgt. Een afschrift is zelf een brief, met een eigen envelop en een eigen bewijs van verzending.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import TypeVar

import msgspec

from core.law.adresboek import Adresbeeld, Adressering, Bestemming, Rol, adresseer
from core.law.contact import Onderwerp
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.gegevens import Brief, Geadresseerde
from core.process.contact.gegevens import elektronisch_bereikbaar
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_aanschrijving
from core.process.dossier.rijen import DossierRij
from core.process.dossier.werksoorten import Soort
from core.process.vertegenwoordiging.opslag import lees_geldende
from core.process.vertegenwoordiging.vragen import sluit_wat_niet_meer_speelt, vraagsleutel

AANHEF_ZONDER_NAAM = "Geachte heer of mevrouw"
"""Als de BRP geen aanhef samenstelt, zoals bij een onbekende achternaam; wij maken er zelf geen van een naam."""
LANGSTE_ADRESREGEL = 60
B = TypeVar("B", bound=Brief)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adresboek:
    """Het antwoord van het adresboek, met hoe de persoon heet en wordt aangesproken."""

    adressering: Adressering
    naam: str
    aanhef: str

    def geadresseerde(self, bestemming: Bestemming) -> Geadresseerde:
        return Geadresseerde(naamregel=bestemming.naam, adresregels=op_papier(bestemming.adresregels))

    def aanhef_voor(self, bestemming: Bestemming) -> str:
        eigen = self.aanhef if bestemming.rol is Rol.PERSOON else ""
        return eigen or AANHEF_ZONDER_NAAM

    def velden(self, bestemming: Bestemming, *, afschrift: bool = False) -> dict[str, object]:
        """Wat op een bevroren brief zegt aan wie dit exemplaar gaat, onder de namen die zij daar hebben."""
        return {
            "geadresseerde": msgspec.to_builtins(self.geadresseerde(bestemming)),
            "aanhef": self.aanhef_voor(bestemming),
            "betreft": None if bestemming.rol is Rol.PERSOON else self.naam,
            "gerichtAan": _wie(self.adressering.aan) if afschrift else None,
            "afschriftAan": [_wie(ander) for ander in self._ook(bestemming)],
        }

    def brief(self, brief: B) -> B:
        """De brief zelf, die zegt wie er een afschrift krijgt."""
        return self._exemplaar(brief, self.adressering.aan)

    def afschrift(self, brief: B, bestemming: Bestemming) -> B:
        """Hetzelfde voor wie een afschrift krijgt, met aan wie de brief gericht is."""
        return self._exemplaar(brief, bestemming, gericht_aan=_wie(self.adressering.aan))

    def _exemplaar(self, brief: B, bestemming: Bestemming, *, gericht_aan: str | None = None) -> B:
        return msgspec.structs.replace(
            brief,
            geadresseerde=self.geadresseerde(bestemming),
            aanhef=self.aanhef_voor(bestemming),
            betreft=None if bestemming.rol is Rol.PERSOON else self.naam,
            gericht_aan=gericht_aan,
            afschrift_aan=tuple(_wie(ander) for ander in self._ook(bestemming)),
        )

    def _ook(self, bestemming: Bestemming) -> tuple[Bestemming, ...]:
        """Wie naast hem een afschrift krijgt: niemand leest op zijn eigen exemplaar dat hij het krijgt."""
        return tuple(ander for ander in self.adressering.afschriften if ander != bestemming)


async def lees_adresboek(
    tx: Tx, huis: Huis, dossier: DossierRij, onderwerp: Onderwerp, *, op: date | None = None
) -> Adresboek:
    """Aan wie een brief over dit onderwerp vandaag gaat, of op een andere dag had gemoeten met wat er nu vastligt."""
    aan = await lees_aanschrijving(tx, dossier)
    beeld = Adresbeeld(
        persoon=aan.beeld,
        adresregels=aan.adresregels,
        met_briefadres=aan.briefadres is not None,
        geboren=aan.persoon.geboortedatum,
        vertegenwoordigers=tuple(rij.beeld for rij in await lees_geldende(tx, dossier.id)),
        elektronisch=await elektronisch_bereikbaar(tx, dossier.id),
    )
    dag = op or await tx.vandaag()
    antwoord = adresseer(beeld, onderwerp=onderwerp, op=dag, recht=huis.recht_van(tx.gemeente_id))
    return Adresboek(adressering=antwoord, naam=aan.naam, aanhef=aan.persoon.aanhef)


async def vraag_na(tx: Tx, huis: Huis, dossier: DossierRij, adresboek: Adresboek) -> None:
    """Maak werk van wat een mens over de vertegenwoordiging moet weten; wat hij al afvinkte komt niet terug, en wat
    niet meer speelt vervalt."""
    await sluit_wat_niet_meer_speelt(tx, huis, dossier)
    for vraag in adresboek.adressering.vragen:
        sleutel = vraagsleutel(vraag.vertegenwoordiging, vraag.code)
        if await werkvoorraad.is_afgehandeld(tx, Soort.NAVRAGEN, sleutel=sleutel, omschrijving=vraag.melding):
            continue
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=vraag.melding,
            grond=str(vraag.grond),
            sleutel=sleutel,
            dossier_id=dossier.id,
        )


def op_papier(regels: Iterable[str]) -> tuple[str, ...]:
    """De adresregels zoals zij op de envelop passen: een te lange gaat op de volgende verder, er valt niets weg."""
    return tuple(deel for regel in regels for deel in (wrap(regel, LANGSTE_ADRESREGEL) or [regel]))


def _wie(bestemming: Bestemming) -> str:
    """Zoals een exemplaar de ander noemt: met zijn naam, en als wie; nooit met zijn adres."""
    return bestemming.naam if bestemming.rol is Rol.PERSOON else f"{bestemming.naam} ({bestemming.rol})"
