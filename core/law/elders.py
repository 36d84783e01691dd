"""Een PIP van elders dat is ingetrokken door de gemeente die het vaststelde (art. 15 lid 4 Wi2021, ADR 0070).

Art. 15 lid 4 rust op een leerroute die een andere gemeente vaststelde. Trok zij dat PIP in, dan is er geen leerroute om
over te nemen: de hele brede intake hoort erbij (art. 14 lid 3), en de leerroute kiest dit college. DUO houdt een bekend
plan (art. 11 lid 3), en meldt de intrekking niet; een mens legt haar vast. Dat is een feit, en geen besluit van dit
college (INTERPRETATION: daarom zonder mandaat en vier ogen).

Het werkt hier vanaf de dag waarop het is vastgelegd (INTERPRETATION): tot dan wist niemand dat de toets moest
(`verkort.geen_toets_toen`). De tien weken blijven die van art. 5.3 lid 3 Bi2021 (INTERPRETATION: bij de inschrijving
was er volgens DUO een PIP, en een eerder einde zou voorbij zijn voordat iemand het kon weten). De drie jaren blijven
beginnen waar het bekende PIP ze liet beginnen (art. 11 lid 3 Wi2021).

Wie vaker verhuisde kan met meer dan een plan komen. Het latere nam de leerroute van het eerdere over (art. 15 lid 4);
trok de latere gemeente het in, dan is het alsof zij het niet maakte (INTERPRETATION, als bij een PIP van hier, ADR
0058), en staat het eerdere weer. `wat_staat` zegt welk plan staat: het laatste dat niet is ingetrokken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.elders_eigen import EigenPlan, EigenPlannen, Lot
from core.law.fasen import AFGESLOTEN, Fase
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.gemeenten import noem_gemeente
from core.law.handeling import Handeling
from core.law.intake import Elders, PipVanElders
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
    """Een PIP van een andere gemeente zoals DUO het gaf; `staat` is of zij het nog geeft. Zij geeft er altijd één, het
    laatste dat zij kent."""

    gemeente: str
    dag: date | None
    leerroute: Leerroute | None
    staat: bool = True
    eigen: bool = False
    """Of het van deze gemeente zelf is, van voor zijn terugkeer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intrekking:
    """Welk PIP is ingetrokken: van welke gemeente en welke dag, en de dag van het besluit dat het introk. `bekend_op`
    is de dag waarop dat hier is vastgelegd."""

    gemeente: str
    pip_van: date
    besluit_van: date
    bekend_op: date

    def gaat_over(self, plan: PlanVanElders) -> bool:
        """Een later plan, of een van een ander, is een ander plan; een eerder van die gemeente was al opgevolgd."""
        return plan.gemeente == self.gemeente and (plan.dag is None or plan.dag <= self.pip_van)


def bekende_plannen(plannen: Sequence[PlanVanElders], *, eigen_pip: bool) -> tuple[PlanVanElders, ...]:
    """De plannen die er volgens DUO zijn of waren toen een ander ze opvolgde, het laatste achteraan; `plannen` staan in
    de volgorde waarin zij ze gaf.

    Geeft zij weer een vroeger plan, dan is het latere daar weggehaald en was het er niet. Kent zij een PIP van deze
    gemeente (`eigen_pip`), dan geeft zij dat, en niet meer wat ervoor was.
    """
    volgorde = sorted(plannen, key=_dag)
    geeft = [plan for plan in volgorde if plan.staat]
    if not geeft or eigen_pip:
        return tuple(volgorde)
    return tuple(plan for plan in volgorde if plan.staat or _dag(plan) <= _dag(geeft[-1]))


def wat_staat(
    plannen: Sequence[PlanVanElders],
    intrekkingen: Sequence[Intrekking],
    *,
    eigen_pip: bool,
    ss121_op: date | None,
    eigen: Sequence[EigenPlan] = (),
) -> Elders:
    """Welk plan staat van wie met een PIP kwam: het laatste waarvan niet is vastgelegd dat het is ingetrokken.

    Geeft DUO er geen, dan is een plan dat niemand opvolgde daar weggehaald, of nog niet gelezen: van zijn leerroute is
    niets bekend. Wat is vastgelegd gaat dan over de verhuizing die er toen was. Intrekkingen zijn die welke niet zijn
    teruggenomen; `eigen` zijn de plannen van dit college van voor de terugkeer die het zelf introk of losliet, en die
    DUO kan houden.
    """
    bekend = bekende_plannen(plannen, eigen_pip=eigen_pip)
    vastgelegd = max((intrekking.bekend_op for intrekking in intrekkingen), default=None)
    laatst = max((*(i.bekend_op for i in intrekkingen), *(plan.weg_op for plan in eigen if plan.weg_op)), default=None)
    geeft_niets = not any(plan.staat for plan in bekend) and not (eigen_pip and bekend)
    opnieuw = laatst is None or ss121_op is None or ss121_op > laatst
    if geeft_niets and opnieuw:
        return Elders(pip=PipVanElders(), ingetrokken_op=vastgelegd)
    eigen_weg = {plan.dag for plan in eigen}
    van_later = (*(intrekking.pip_van for intrekking in intrekkingen), *eigen_weg)
    staan = [
        plan
        for plan in bekend
        if not any(intrekking.gaat_over(plan) for intrekking in intrekkingen)
        and not (plan.eigen and eigen_weg and plan.dag in {None, *eigen_weg})
    ]
    if staan:
        plan = staan[-1]
        is_weg = geeft_niets and not _is_opgevolgd(plan, bekend, van_later)
        leerroute = None if is_weg else plan.leerroute
        pip = PipVanElders(leerroute=leerroute, gemeente=plan.gemeente, dag=plan.dag, eigen=plan.eigen)
        return Elders(pip=pip, ingetrokken_op=vastgelegd, alleen_eigen=all(plan.eigen for plan in staan))
    return Elders(pip=None if van_later else PipVanElders(), ingetrokken_op=vastgelegd)


_VERKORT = "over, en de brede intake is verkort (art. 15 lid 4 Wi2021)."
LEES_EERST = (
    "De persoon kwam hier met een PIP (SS121). De leerroute daarvan is hier niet bekend. Laat eerst bij DUO opnieuw"
    " lezen. Geeft zij die leerroute niet, vraag de gemeente die het vaststelde dan om het PIP en leg het vast."
)
"""Wat er eerst te doen is voor wie met een PIP kwam waarvan de leerroute hier niet bekend is."""
_TERUG = "De persoon woonde hier eerder en kwam terug."
_LEG_NIET_VAST = (
    "Dat PIP legt u niet vast. Volgens DUO kwam hij met een PIP (SS121): laat bij DUO opnieuw lezen of dat er een van"
    " een andere gemeente is. Zo niet, dan is de brede intake volledig, en dit college kiest de leerroute."
)


def let_op(elders: Elders, fase: Fase, eigen: EigenPlannen) -> str:
    """Wat wie het dossier opent over een PIP van elders moet weten, of over een van dit college van voor zijn
    terugkeer (`eigen`); leeg als er niets is, of als er al een van hier is of de zaak hier voorbij is."""
    if fase in AFGESLOTEN or fase in (Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN):
        return ""
    ook = "" if elders.ingetrokken_op is None else " Een ander PIP waarmee hij kwam is ingetrokken."
    match elders.pip:
        case PipVanElders(leerroute=None, gemeente=gemeente) if gemeente in ("", eigen.gemeente) and _bindt_niet(eigen):
            return f"{_TERUG} {eigen.van_toen[-1].in_woorden} {_LEG_NIET_VAST}{ook}"
        case PipVanElders(leerroute=None):
            return f"{LEES_EERST} Geeft zij haar wel, dan neemt u haar {_VERKORT}{ook}"
        case PipVanElders(leerroute=leerroute, gemeente=gemeente, dag=dag) if gemeente == eigen.gemeente:
            op = "" if dag is None else f" van {schrijf_dag(dag)}"
            weg = "".join(f" {plan.in_woorden}" for plan in eigen.van_toen if plan.lot is not Lot.STAAT)
            met = f"Het PIP van uw gemeente{op}, met leerroute {leerroute}, staat."
            return f"{_TERUG} {met} Die neemt u {_VERKORT}{weg}{ook}"
        case PipVanElders(leerroute=leerroute, gemeente=gemeente, dag=dag):
            van = noem_gemeente(gemeente) if gemeente else "een andere gemeente"
            op = "" if dag is None else f" van {schrijf_dag(dag)}"
            met = f"een PIP van {van}{op}, met leerroute {leerroute}"
            return f"De persoon kwam hier met {met}. Die neemt u {_VERKORT}{ook}"
    if elders.ingetrokken_op is None:
        return _alleen_van_toen(eigen)
    return (
        "De persoon kwam hier met een PIP van een andere gemeente. Dat het is ingetrokken staat hier sinds"
        f" {schrijf_dag(elders.ingetrokken_op)}; de brede intake is volledig, en dit college kiest de leerroute."
    )


def _alleen_van_toen(eigen: EigenPlannen) -> str:
    """Wat er van zijn plannen van voor de terugkeer werd, als er geen is dat de leerroute vastlegt."""
    if not eigen.van_toen:
        return ""
    plannen = " ".join(plan.in_woorden for plan in eigen.van_toen)
    return f"{_TERUG} {plannen} De brede intake is volledig, en dit college kiest de leerroute."


def _bindt_niet(eigen: EigenPlannen) -> bool:
    """Of het laatste plan van dit college van voor zijn terugkeer geen leerroute vastlegt."""
    return bool(eigen.van_toen) and eigen.van_toen[-1].lot is not Lot.STAAT


def _dag(plan: PlanVanElders) -> date:
    """Van wat DUO nu geeft zonder dag kan niets later zijn."""
    return plan.dag or (date.max if plan.staat else date.min)


def _is_opgevolgd(plan: PlanVanElders, bekend: Sequence[PlanVanElders], van_later: Sequence[date]) -> bool:
    """Of er een later plan was, ook als dat alleen blijkt uit wat is vastgelegd of ingetrokken."""
    return any(dag > _dag(plan) for dag in (*map(_dag, bekend), *van_later))


def toets_intrekking(
    intrekking: Intrekking,
    plannen: Sequence[PlanVanElders],
    staan_al: Sequence[Intrekking],
    *,
    geeft_er_een: bool,
    eigen_gemeente: str,
) -> tuple[Gebrek, ...]:
    """Wat er aan deze intrekking niet klopt: op zichzelf, naast de plannen die DUO gaf (`bekende_plannen`), en naast
    wat al is vastgelegd. Geeft DUO er nu geen, dan kan het om een plan gaan dat hier nooit gelezen is."""
    return tuple(_klopt(intrekking, plannen if geeft_er_een else (), staan_al, eigen_gemeente))


def _klopt(
    intrekking: Intrekking, plannen: Sequence[PlanVanElders], staan_al: Sequence[Intrekking], eigen_gemeente: str
) -> Iterator[Gebrek]:
    van_haar = [plan for plan in plannen if plan.gemeente == intrekking.gemeente]
    if intrekking.gemeente == eigen_gemeente:
        melding = "Dit is uw eigen gemeente. Een PIP van uw eigen gemeente trekt u in met een besluit over dat PIP."
        yield maak_gebrek("gemeente", melding, ELDERS)
    elif plannen and not van_haar:
        namen = " en ".join(sorted({noem_gemeente(plan.gemeente) for plan in plannen}))
        melding = f"DUO noemde een PIP van {namen}. Alleen een gemeente die een PIP vaststelde kan het intrekken."
        yield maak_gebrek("gemeente", melding, ELDERS)
    dagen = sorted({plan.dag for plan in van_haar or plannen if plan.dag is not None})
    zonder_dag = any(plan.dag is None for plan in van_haar or plannen)
    if any((eerder.gemeente, eerder.pip_van) == (intrekking.gemeente, intrekking.pip_van) for eerder in staan_al):
        yield maak_gebrek("pipVan", "Dat dit PIP is ingetrokken, staat hier al.", ELDERS)
    elif plannen and not zonder_dag and intrekking.pip_van not in dagen:
        melding = (
            f"DUO noemde een PIP van {' en van '.join(map(schrijf_dag, dagen))}. Kijk of het om dat PIP gaat. Noemt de"
            " andere gemeente een later PIP, lees DUO dan opnieuw."
        )
        yield maak_gebrek("pipVan", melding, ELDERS)
    if intrekking.besluit_van > intrekking.bekend_op:
        yield maak_gebrek("besluitVan", IN_DE_TOEKOMST, _ZORG)
    elif intrekking.besluit_van < intrekking.pip_van:
        melding = "Een PIP kan niet zijn ingetrokken voordat het er was; verbeter een van de dagen."
        yield maak_gebrek("besluitVan", melding, _ZORG)


def pip_ingetrokken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Of er een PIP van elders is dat hier nog telt, en niets dat erop rust."""
    if zaak.pip_van_elders is None and zaak.elders_ingetrokken_op is not None:
        sinds = schrijf_dag(zaak.elders_ingetrokken_op)
        melding = f"Dat het PIP van elders is ingetrokken, staat hier al sinds {sinds}."
        yield maak_gebrek("pip", melding, ELDERS)
    elif zaak.pip_van_elders is None:
        melding = (
            "Volgens DUO kwam de persoon hier niet met een PIP van een andere gemeente. Er ligt dus geen leerroute vast"
            " die vervalt. Meldde DUO de verhuizing nog niet, lees DUO dan opnieuw."
        )
        yield maak_gebrek("pip", melding, ELDERS)
    elif zaak.alleen_eigen_plan:
        melding = (
            "Het PIP dat de leerroute vastlegt is van uw eigen gemeente, van voor zijn terugkeer. Dat trekt u in met"
            " een besluit over dat PIP, in het eerdere dossier."
        )
        yield maak_gebrek("pip", melding, ELDERS)
    else:
        yield from rust_erop(zaak.fase, "op het PIP van elders")


def pip_terugnemen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Was het een vergissing, dan ligt de leerroute van dat plan weer vast, zolang er niets op rust dat zij dat niet
    deed. Ook als een ander plan van elders nog staat."""
    if zaak.elders_ingetrokken_op is None:
        melding = "Er staat niet dat het PIP van elders is ingetrokken; er valt niets terug te nemen."
        yield maak_gebrek("pip", melding, ELDERS)
    else:
        yield from rust_erop(zaak.fase, "hierop")


def rust_erop(fase: Fase, waarop: str) -> Iterator[Gebrek]:
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
