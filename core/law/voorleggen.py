"""Of het PIP nu mag worden voorgelegd en vastgesteld, bij dit beeld van de zaak (PG-5, PG-10).

De regels over het voornemen zelf staan in `voornemen`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from core.fouten import Gebrek
from core.law import dagtekening, intrekken, intrekken_terug, loslaten, ontheffing, verkort, voornemen
from core.law.besluiten import Besluitsoort
from core.law.fasen import Fase
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.intake import is_verkort
from core.law.kalender import schrijf_dag
from core.law.oproepen import Uitkomst, toets_in_afwezigheid, wat_telt_niet
from core.law.pip import ligt_aan_het_concept
from core.law.recht import Grond, Recht
from core.law.retourpost import BEKENDMAKEN, Retouroordeel
from core.law.zaakbeeld import Zaakbeeld

_PIP = Grond("Wi2021", "15", "1")
_DAGTEKENING = Grond("Wi2021", "11", "2")
_AFWEZIG = Grond("Wi2021", "14", "2")
_DERDE = Grond("Bi2021", "5.3", "2")
WEG = (Handeling.ZIENSWIJZE_WEGEN, Handeling.VOORNEMEN_OPSTELLEN, Handeling.ZIENSWIJZE_VASTLEGGEN)
"""Wat er nog te doen is tussen een concept en het vaststellen, als de persoon er niet bij was."""


def opstellen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from _concept(zaak)
    yield from voornemen.toets_opstellen(zaak.voornemen)
    yield from _nog_afwezig(zaak, peildatum, recht)


def afzien(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from _concept(zaak)
    yield from voornemen.toets_afzien(zaak.voornemen, zaak.keuzes.voornemen_pip_afwezig)


def voornemen_intrekken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from voornemen.toets_intrekken(zaak.voornemen)


def informatie_ontvangen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Wie opnieuw is opgeroepen terwijl een derde al gevraagd was, krijgt het antwoord te zien (T6). Is er niets
    gevraagd, dan is er dan ook niets te ontvangen: vragen hoort bij de intake en wat erna komt (art. 5.3 lid 2). Vanaf
    de intake mag dit ook als er nog niets vastligt: wie al antwoord heeft, legt vragen en ontvangen samen vast."""
    if zaak.fase is not Fase.INTAKE_OPGEROEPEN or zaak.derde_gevraagd is not False:
        return
    melding = (
        "Er is voor deze persoon niets aan een derde gevraagd, en tot hij verschijnt kan dat niet. Leg eerst vast dat"
        " hij kwam; daarna legt u vast wat u vroeg, en wat u kreeg."
    )
    yield maak_gebrek("gevraagdOp", melding, _DERDE, eerst=Handeling.VERSCHIJNEN)


def zienswijze_vastleggen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from voornemen.toets_zienswijze(zaak.voornemen)


def zienswijze_wegen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from voornemen.toets_wegen(zaak.voornemen)


def _concept(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    if not zaak.heeft_concept:
        melding = "Er is geen concept van het PIP om voor te leggen. Schrijf het eerst."
        yield maak_gebrek("pip", melding, _PIP, eerst=Handeling.PIP_SCHRIJVEN)


def vaststellen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    if not zaak.heeft_concept:
        melding = "Er is geen concept van het PIP om vast te stellen. Schrijf het eerst."
        yield maak_gebrek("pip", melding, _PIP, eerst=Handeling.PIP_SCHRIJVEN)
    if dag != peildatum:
        melding = (
            f"Het PIP krijgt de dagtekening van de dag waarop het wordt vastgesteld: {schrijf_dag(peildatum)} (PG-5)."
        )
        yield maak_gebrek("dagtekening", melding, _DAGTEKENING)
    yield from intrekken.toets_bekend(zaak.intrekking_ligt, eerder=zaak.intrekking_ligt_in)
    yield from verkort.bekend(zaak)
    keuze = zaak.keuzes.voornemen_pip_afwezig
    yield from voornemen.toets_besluiten(zaak.voornemen, keuze=keuze, peildatum=peildatum, recht=recht)
    yield from _nog_afwezig(zaak, peildatum, recht)


def _nog_afwezig(zaak: Zaakbeeld, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-4, PG-10: na de afronding kan een oproep ophouden te tellen, of komt een brief terug waar het plan op rust:
    die van het voornemen, of van een oproep die nodig is. Andere post houdt niets tegen."""
    if zaak.voornemen is None:
        return
    rust_op = toets_in_afwezigheid(zaak.oproepen, peildatum=peildatum, recht=recht) if zaak.oproepen else ()
    te_weinig = any(gebrek.veld == "oproepen" for gebrek in rust_op)
    open_ = any(o.uitkomst.zonder_resultaat and o.retour is Retouroordeel.TE_BEOORDELEN for o in zaak.oproepen)
    if zaak.voornemen.terug or (te_weinig and open_):
        wat = "Het voornemen" if zaak.voornemen.terug else "Een oproep waarop dit PIP rust"
        melding = f"{wat} kwam terug van de post. Zeg eerst of de brief naar het goede adres ging."
        yield maak_gebrek("retourpost", melding, BEKENDMAKEN, eerst=Handeling.RETOURPOST_BEOORDELEN)
    elif te_weinig:
        melding = (
            "De intake is zonder de persoon afgerond, en daarvoor tellen nu niet genoeg oproepen meer. Open de brede"
            " intake opnieuw, en roep hem nog eens op."
        )
        yield maak_gebrek("oproepen", melding, _AFWEZIG, eerst=Handeling.INTAKE_HEROPENEN)
    else:
        yield from rust_op


def pip_intrekken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Zolang het geldt; wat er met zijn brief gebeurde zegt of de persoon eerst gehoord wordt. Van wie verhuisde en
    terugkwam kan het in zijn eerdere zaak."""
    yield from intrekken_terug.toets_pip(zaak) if zaak.fase is Fase.OVERGEDRAGEN else intrekken.toets(zaak.pipbesluit)


def besluit_loslaten(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Na een verhuizing, zolang de persoon het niet kent."""
    yield from loslaten.toets(zaak.fase, zaak.besluiten)


def ontheffing_beslissen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    gebreken = chain(ontheffing.toets_beslissen(zaak.ontheffing), _weet_van_intrekken(zaak))
    return verkort.over_de_toets(zaak, gebreken)


def ontheffing_weigeren(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    gebreken = chain(ontheffing.toets_weigeren(zaak.ontheffing), _weet_van_intrekken(zaak))
    return verkort.over_de_toets(zaak, gebreken)


def _weet_van_intrekken(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    """Op een nieuw verzoek wordt beslist als de persoon weet dat het vorige besluit niet geldt."""
    ligt = None if zaak.ontheffing is None else zaak.ontheffing.intrekking_ligt
    yield from intrekken.toets_bekend(ligt, wat="het eerdere besluit over ontheffing")


def ontheffingsbesluit_intrekken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Wat erop rust gaat eerst terug; op een verkorte intake en haar PIP rust het niet (art. 15 lid 4)."""
    if zaak.fase is Fase.OVERGEDRAGEN:
        yield from intrekken_terug.toets_ontheffing(zaak)
        return
    rust = None if is_verkort(zaak.pip_van_elders) else zaak.fase
    yield from intrekken.toets_ontheffing(zaak.ontheffing, rust_op=rust)


def herdagtekenen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-5, PG-6: zolang er niets verzonden is, en dan van vandaag."""
    yield from dagtekening.toets(zaak.pipbesluit, peildatum=peildatum)
    yield from dagtekening.toets_orgaan(zaak.beslisser, peildatum=peildatum)


def ontheffing_herdagtekenen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-6, van een besluit waarbij de ontheffing is verleend of geweigerd."""
    soort = ontheffing.besluit_van(zaak.ontheffing)
    yield from dagtekening.toets_ander(None if soort is None else zaak.besluiten.get(soort), peildatum=peildatum)
    yield from dagtekening.toets_orgaan(zaak.beslisser, peildatum=peildatum)


def waarschuwing_herdagtekenen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-6, en de oproep die ermee gaat telt nog als zij vandaag weggaat (PG-1); anders komt er een nieuwe."""
    waarschuwing, oproep = zaak.besluiten.get(Besluitsoort.WAARSCHUWING), zaak.oproep
    yield from dagtekening.toets_waarschuwing(waarschuwing, peildatum=peildatum)
    yield from dagtekening.toets_orgaan(zaak.beslisser, peildatum=peildatum)
    if waarschuwing is None or oproep is None:
        return
    klaar = oproep.verzonden_op is None and oproep.uitkomst is Uitkomst.OPEN
    if klaar and wat_telt_niet(replace(oproep, verzonden_op=peildatum), recht=recht):
        melding = (
            "Gaat de brief vandaag weg, dan telt de oproep niet meer: haar afspraak of haar laatste dag is te dichtbij."
            " Trek haar in, en stel een nieuwe op."
        )
        yield maak_gebrek("termijnLaatsteDag", melding, dagtekening.WERKING, eerst=Handeling.OPROEP_INTREKKEN)


def helpt_herschrijven(beletsels: Iterable[Gebrek]) -> bool:
    """Of er door het concept anders te schrijven iets weggaat van wat het vaststellen tegenhoudt (C3)."""
    return any(ligt_aan_het_concept(gebrek) for gebrek in beletsels)
