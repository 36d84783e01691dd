"""Een besluit dat er al was en dat de persoon nog niet kent, als hij naar een andere gemeente verhuist (T19, PG-12).

Een besluit werkt pas als het bekend is (art. 3:40 en 3:41 Awb). Dit college nam het toen het bevoegd was, dus
bekendmaken mag nog; een nieuwe dagtekening of een intrekking niet meer, want dat is opnieuw beslissen, en daarover gaat
nu het college van zijn nieuwe gemeente (art. 15 lid 4 Wi2021, T20).

Loslaten mag ook: het college maakt het niet bekend. Dat is geen besluit: er verandert voor niemand iets, want niemand
kent het. Er gaat dus geen brief uit, en niemand wordt gehoord; het motief blijft in het dossier (INTERPRETATION: de wet
zwijgt over een besluit dat nooit bekend wordt). Een intrekking laat men niet los: de persoon kent wat ermee is
ingetrokken, en werd erover gehoord.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from core.fouten import Gebrek, Waarschuwing
from core.law.besluiten import BESLUITEN, Besluitsoort
from core.law.dagtekening import WERKING, Vastgesteld
from core.law.fasen import Fase
from core.law.gebreken import maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

BEKENDMAKEN = Grond("Awb", "3:41")
_LEERROUTE = Grond("Wi2021", "15", "4")
LOSLAATBAAR = (Besluitsoort.PIP, Besluitsoort.ONTHEFFING_LBT, Besluitsoort.WEIGERING)
"""Een waarschuwing gaat met haar oproep, en die vervalt al als hij verhuist."""
LOSGELATEN = "het besluit is losgelaten"
NEEMT_TERUG = frozenset({Besluitsoort.INTREKKING, Besluitsoort.LOSLATING})
"""Waarna het besluit ervoor niet meer geldt, en er geen ander voor in de plaats komt."""


OF_LAAT_LOS = ". De persoon is verhuisd, en kent dit besluit niet: u kunt het ook loslaten (besluiten/loslating)"
"""Wat het werk om zo'n brief te verzenden erbij zegt."""


def los_te_laten(fase: Fase, besluiten: Mapping[Besluitsoort, Vastgesteld]) -> dict[Besluitsoort, date]:
    """De besluiten die de persoon niet kent en die na zijn verhuizing los kunnen, met hun dagtekening."""
    if fase is not Fase.OVERGEDRAGEN:
        return {}
    return {s: besluiten[s].dagtekening for s in LOSLAATBAAR if s in besluiten and not besluiten[s].bekend}


def toets(fase: Fase, besluiten: Mapping[Besluitsoort, Vastgesteld]) -> Iterator[Gebrek]:
    """Of er iets is om los te laten."""
    if los_te_laten(fase, besluiten):
        return
    if Besluitsoort.INTREKKING in besluiten:
        melding = (
            "Een intrekking laat u niet los: de persoon kent het besluit dat ermee is ingetrokken, en gaat daarvan uit"
            " tot hij dit weet. Wat er nog kan, is de brief over de intrekking verzenden."
        )
    else:
        melding = (
            "Er is geen besluit dat de persoon niet kent en dat u kunt loslaten. Wat hij kent blijft gelden; anders"
            " besluiten kan nu alleen het college van zijn nieuwe gemeente."
        )
    yield maak_gebrek("besluitId", melding, WERKING)


def wat_nu(los: Mapping[Besluitsoort, date], loslaten: str) -> str:
    """De twee wegen die er zijn; `loslaten` is hoe die handeling heet."""
    wat = " en ".join(f"{BESLUITEN[soort].naam} van {schrijf_dag(dag)}" for soort, dag in los.items())
    return (
        f"De persoon is verhuisd, en kent dit niet: {wat}. Is de brief weg of verzendt u haar nog, leg dat dan vast:"
        f" dan werkt het. Laat u het los, dan werkt het nooit. De volgende stap is: {loslaten}."
    )


def voorstel(naam: str, besluit: Vastgesteld) -> str:
    """Wat het werk zegt van een besluit dat er na een verhuizing nog ligt (PG-6)."""
    return (
        f"De persoon is verhuisd, en kent {naam} van {schrijf_dag(besluit.dagtekening)} niet: het werkt nog niet. Laat"
        " het los (besluiten/loslating), of verzend de brief. Een nieuwe dagtekening kan niet meer. Staat er een"
        " voorbije dag op de brief, maak haar dan eerst opnieuw op."
    )


def waarschuw(soort: Besluitsoort, dagtekening: date, *, terug: bool = False) -> tuple[Waarschuwing, ...]:
    """Wat er volgt als een besluit na de verhuizing nog bekend wordt, of als blijkt dat het al weg was; `terug` is of
    hij daarna terugkwam."""
    gevolg = (_GEVOLG_TERUG if terug else _GEVOLG).get(soort)
    if gevolg is None:
        return ()
    wat, volgt, grond = gevolg
    waar = "De persoon verhuisde en woont hier weer" if terug else "De persoon woont in een andere gemeente"
    melding = (
        f"{waar}. Legt u vast dat deze brief weg is, dan werkt {wat} van"
        f" {schrijf_dag(dagtekening)}: {volgt} Ging zij al weg, bevestig dit dan. Ligt zij er nog, dan kunt u het"
        " besluit ook loslaten (besluiten/loslating): dan werkt het nooit."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.VERHUISD, melding=melding, grond=str(grond)),)


def niet_bij_duo(dagtekening: date) -> str:
    """Wat een mens doet als DUO het PIP van wie verhuisd is niet aanneemt; het geldt, want de persoon kent het."""
    return (
        "De persoon is verhuisd, en DUO neemt een PIP dan alleen nog van zijn nieuwe gemeente aan; opnieuw aanbieden"
        " helpt meestal niet. Het plan geldt wel. Bel DUO: vraag haar vast te leggen dat er een PIP van"
        f" {schrijf_dag(dagtekening)} is, met zijn leerroute, en dat de termijn op de dag daarna begint (art. 11 lid 2"
        " Wi2021). Vraagt het nieuwe college erom, geef het dan dit PIP (art. 35 lid 4). Sluit dit werk als u dat"
        " gedaan hebt."
    )


def nog_bij_duo(dagtekening: date) -> str:
    """Wat een mens doet als DUO een PIP dat nooit werkte na de verhuizing niet teruggeeft (U02)."""
    return (
        f"De persoon is verhuisd, en het PIP van {schrijf_dag(dagtekening)} heeft hem nooit bereikt: het werkte niet"
        " (art. 3:40 Awb). Bel DUO, en vraag haar het weg te halen: het legt geen leerroute vast, en liet geen termijn"
        " beginnen. Sluit dit werk als u dat gedaan hebt."
    )


_GEVOLG: Mapping[Besluitsoort, tuple[str, str, Grond]] = {
    Besluitsoort.PIP: (
        "het PIP",
        "zijn leerroute ligt dan vast, ook voor zijn nieuwe gemeente, en zijn drie jaar lopen vanaf de dag na die"
        " dagtekening. DUO krijgt het van Meedoen (U01). Neemt zij het niet meer van deze gemeente aan, dan komt er"
        " werk om haar te bellen. Vraagt zijn nieuwe college erom, dan geeft u het dit PIP (art. 35 lid 4 Wi2021).",
        _LEERROUTE,
    ),
    Besluitsoort.ONTHEFFING_LBT: (
        "de ontheffing van de leerbaarheidstoets",
        "DUO hoort daar van deze gemeente niets meer van. Of hij de toets nog moet maken, zegt zijn nieuwe college; zeg"
        " hem dat hij deze brief daar laat zien.",
        BEKENDMAKEN,
    ),
    Besluitsoort.WEIGERING: (
        "de weigering van ontheffing van de leerbaarheidstoets",
        "dat is dan het antwoord op zijn verzoek, en hij kan bezwaar maken. Of hij de toets moet maken, zegt zijn"
        " nieuwe college; daar kan hij het opnieuw vragen.",
        BEKENDMAKEN,
    ),
}

_GEVOLG_TERUG: Mapping[Besluitsoort, tuple[str, str, Grond]] = {
    Besluitsoort.PIP: (
        "het PIP",
        "zijn leerroute ligt dan vast in zijn zaak van nu, tenzij een later plan geldt, en zijn drie jaar lopen vanaf"
        " de dag na die dagtekening. DUO krijgt het van Meedoen (U01).",
        _LEERROUTE,
    ),
    Besluitsoort.ONTHEFFING_LBT: (
        "de ontheffing van de leerbaarheidstoets",
        "zij is van de brede intake van toen. Of hij de toets nu maakt, beslist u in zijn zaak van nu.",
        BEKENDMAKEN,
    ),
    Besluitsoort.WEIGERING: (
        "de weigering van ontheffing van de leerbaarheidstoets",
        "dat is dan het antwoord op zijn verzoek van toen, en hij kan bezwaar maken. Vraagt hij het opnieuw, dan hoort"
        " dat in zijn zaak van nu.",
        BEKENDMAKEN,
    ),
}
