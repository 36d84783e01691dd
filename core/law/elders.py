"""Een PIP van elders dat is ingetrokken door de gemeente die het vaststelde (art. 15 lid 4 Wi2021, ADR 0070).

Art. 15 lid 4 rust op een leerroute die een andere gemeente vaststelde. Trok zij dat PIP in, dan is er geen leerroute om
over te nemen: de hele brede intake hoort erbij (art. 14 lid 3), en de leerroute kiest dit college. DUO houdt een bekend
plan (art. 11 lid 3), en meldt de intrekking niet; een mens legt haar vast. Dat is een feit, en geen besluit van dit
college (INTERPRETATION: daarom zonder mandaat en vier ogen).

Het werkt hier vanaf de dag waarop het is vastgelegd (INTERPRETATION): tot dan wist niemand dat de toets moest
(`verkort.geen_toets_toen`). De tien weken blijven die van art. 5.3 lid 3 Bi2021 (INTERPRETATION: bij de inschrijving
was er volgens DUO een PIP, en een eerder einde zou voorbij zijn voordat iemand het kon weten). De drie jaren blijven
beginnen waar het bekende PIP ze liet beginnen (art. 11 lid 3 Wi2021).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.fasen import Fase
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import schrijf_dag
from core.law.leerroutes import Leerroute
from core.law.recht import Grond, Recht
from core.law.zaakbeeld import Zaakbeeld

ELDERS = Grond("Wi2021", "15", "4")
_PIP = Grond("Wi2021", "15", "1")
_INTAKE = Grond("Wi2021", "14", "3")
_ZORG = Grond("Awb", "3:2")


class Intrekkingsbron(StrEnum):
    """Waaruit bleek dat het PIP is ingetrokken. Dat alleen de persoon het zegt is te weinig: vraag het die gemeente
    (art. 3:2 Awb, INTERPRETATION)."""

    BESLUIT_GEZIEN = "BESLUIT_GEZIEN"
    GEMEENTE_ZEI_HET = "GEMEENTE_ZEI_HET"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVanElders:
    """Het PIP van een andere gemeente zoals DUO het geeft."""

    gemeente: str
    dag: date | None
    leerroute: Leerroute | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intrekking:
    """Welk PIP is ingetrokken: van welke gemeente en welke dag, en de dag van het besluit dat het introk."""

    gemeente: str
    pip_van: date
    besluit_van: date


def is_ingetrokken(
    intrekking: Intrekking, plan: PlanVanElders | None, *, bekend_op: date, ss121_op: date | None
) -> bool:
    """Of deze intrekking over het plan gaat waarmee de persoon kwam. Een later plan, of een van een ander, is een ander
    plan. Geeft DUO er geen, dan gaat zij over de verhuizing die er was toen zij werd vastgelegd."""
    if plan is None:
        return ss121_op is not None and ss121_op <= bekend_op
    return plan.gemeente == intrekking.gemeente and (plan.dag is None or plan.dag <= intrekking.pip_van)


def toets_intrekking(
    intrekking: Intrekking, plan: PlanVanElders | None, *, eigen_gemeente: str, peildatum: date
) -> tuple[Gebrek, ...]:
    """Wat er aan deze intrekking niet klopt, op zichzelf en naast wat DUO geeft."""
    return tuple(_klopt(intrekking, plan, eigen_gemeente, peildatum))


def _klopt(
    intrekking: Intrekking, plan: PlanVanElders | None, eigen_gemeente: str, peildatum: date
) -> Iterator[Gebrek]:
    if intrekking.gemeente == eigen_gemeente:
        melding = "Dit is uw eigen gemeente. Een PIP van uw eigen gemeente trekt u in met een besluit over dat PIP."
        yield maak_gebrek("gemeente", melding, ELDERS)
    elif plan is not None and plan.gemeente != intrekking.gemeente:
        melding = f"DUO noemt een PIP van gemeente {plan.gemeente}. Alleen die gemeente kan dat PIP intrekken."
        yield maak_gebrek("gemeente", melding, ELDERS)
    if plan is not None and plan.dag is not None and plan.dag != intrekking.pip_van:
        melding = (
            f"DUO noemt een PIP van {schrijf_dag(plan.dag)}. Kijk of het om dat PIP gaat. Noemt de andere gemeente een"
            " later PIP, lees DUO dan opnieuw."
        )
        yield maak_gebrek("pipVan", melding, ELDERS)
    if intrekking.besluit_van > peildatum:
        yield maak_gebrek("besluitVan", IN_DE_TOEKOMST, _ZORG)
    elif intrekking.besluit_van < intrekking.pip_van:
        melding = "Een PIP kan niet zijn ingetrokken voordat het er was; verbeter een van de dagen."
        yield maak_gebrek("besluitVan", melding, _ZORG)


def pip_ingetrokken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Of er een PIP van elders is dat hier nog telt, en niets dat erop rust."""
    if zaak.elders_ingetrokken_op is not None:
        sinds = schrijf_dag(zaak.elders_ingetrokken_op)
        melding = f"Dat het PIP van elders is ingetrokken, staat hier al sinds {sinds}."
        yield maak_gebrek("pip", melding, ELDERS)
    elif zaak.pip_van_elders is None:
        melding = (
            "Volgens DUO kwam de persoon hier niet met een PIP van een andere gemeente. Er ligt dus geen leerroute vast"
            " die vervalt. Meldde DUO de verhuizing nog niet, lees DUO dan opnieuw."
        )
        yield maak_gebrek("pip", melding, ELDERS)
    else:
        yield from _rust_erop(zaak.fase, "op het PIP van elders")


def pip_terugnemen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Was het een vergissing, dan ligt de leerroute weer vast, zolang er niets op de volledige intake rust."""
    if zaak.elders_ingetrokken_op is None:
        melding = "Er staat niet dat het PIP van elders is ingetrokken; er valt niets terug te nemen."
        yield maak_gebrek("pip", melding, ELDERS)
    else:
        yield from _rust_erop(zaak.fase, "hierop")


def _rust_erop(fase: Fase, waarop: str) -> Iterator[Gebrek]:
    """Wat erop rust gaat eerst terug, als bij een besluit over de toets (INTERPRETATION)."""
    if fase is Fase.TRAJECT_ACTIEF:
        melding = (
            f"Het PIP van deze gemeente is vastgesteld en rust {waarop}. Blijft dat PIP zoals het is, dan hoeft er"
            " niets. Anders trekt een collega eerst dat PIP in; daarna heropent u de brede intake."
        )
        yield maak_gebrek("pip", melding, _PIP, eerst=Handeling.PIP_INTREKKEN)
    elif fase in (Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE):
        melding = f"De brede intake is afgerond en rust {waarop}; heropen haar eerst."
        yield maak_gebrek("intake", melding, _INTAKE, eerst=Handeling.INTAKE_HEROPENEN)
