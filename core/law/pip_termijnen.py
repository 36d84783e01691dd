"""Tot wanneer het PIP moet zijn vastgesteld: art. 5.3 lid 1 tot en met 3 Bi2021 (regels A, B, C en de afwijking D)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep, heeft_asielvergunning, is_asiel
from core.law.kalender import schrijf_dag
from core.law.pip_planning import eerste_lezing
from core.law.recht import Grond, Recht, StartRegelB, TelwijzeDerde, VerblijfZonderSS139
from core.law.termijn import Termijn, Termijnsoort, wettelijke_termijn
from core.law.uitkomsten import Afweging, Mogelijkheid, Signaal

_LID_1 = Grond("Bi2021", "5.3", "1")
_LID_2 = Grond("Bi2021", "5.3", "2")


class PipRegel(StrEnum):
    """Wat een mens bij B25 kan kiezen: vanaf de kennisgeving (A), SS139 (B) of de inschrijving in de BRP (B_BRP)."""

    A = "A"
    B = "B"
    B_BRP = "B_BRP"


_VANAF: Mapping[PipRegel, str] = {
    PipRegel.A: "kennisgeving van DUO",
    PipRegel.B: "melding SS139 van DUO",
    PipRegel.B_BRP: "inschrijving in de BRP van de huisvestende gemeente",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DerdeInformatie:
    """Informatie van een derde die voor het PIP redelijkerwijs niet gemist kan worden (art. 5.3 lid 2 Bi2021)."""

    gevraagd_aan: str
    wat: str
    onmisbaar_omdat: str
    gevraagd_op: date
    ontvangen_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PipFeiten:
    """De feiten waaruit de termijn volgt; `ss139` en `brp_inschrijving` gaan over de gemeente die huisvest.

    `verhuizing_gemeld` is de dag van SS120 of SS121.
    """

    doelgroep: Doelgroep
    fijne_doelgroep: GedetailleerdeDoelgroep | None = None
    kennisgeving: date | None = None
    ss139: date | None = None
    verhuizing_gemeld: date | None = None
    brp_inschrijving: date | None = None
    in_azc: bool = False
    azc_in_eigen_gemeente: bool = False
    vestiging_na_pip: date | None = None
    derde_informatie: DerdeInformatie | None = None
    gekozen_regel: PipRegel | None = None

    @property
    def asielvergunning(self) -> bool:
        """Alleen dan bepaalt wat DUO meldt waar de tien weken beginnen (art. 13 lid 1, onder a Wi2021, PG-14)."""
        return heeft_asielvergunning(self.doelgroep, self.fijne_doelgroep)


@dataclass(frozen=True, slots=True, kw_only=True)
class PipTermijnen:
    """De lopende termijn, de andere lezing ernaast, wat een mens nog weegt en wat nagevraagd moet worden."""

    lopend: Termijn | None
    andere_lezing: Termijn | None = None
    afweging: Afweging | None = None
    signalen: tuple[Signaal, ...] = ()

    @property
    def eerste_einde(self) -> date | None:
        """Tot wanneer het PIP zeker op tijd is: zolang een mens nog kiest (B25) geldt de lezing die eerder eindigt."""
        if self.lopend is None:
            return None
        return eerste_lezing(self.lopend, self.andere_lezing, kiest_nog=self.afweging is not None).einde


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uitkomst:
    """Welke regel loopt en welke ernaast staat; `twijfel` als een mens moet kiezen (B25)."""

    loopt: PipRegel | None
    naast: PipRegel | None = None
    twijfel: bool = False
    signalen: tuple[Signaal, ...] = ()

    @property
    def keuzes(self) -> tuple[PipRegel, ...]:
        return tuple(regel for regel in (self.loopt, self.naast) if regel is not None)


def bepaal_pip_termijnen(feiten: PipFeiten, *, recht: Recht) -> PipTermijnen:
    """Welke termijn voor het PIP loopt en waarom; zonder kennisgeving en zonder SS139 loopt er geen.

    Na een verhuizing met een PIP geldt alleen lid 3. Zolang een mens niet kiest (B25), loopt de standaardlezing.

    Raises:
        OngeldigeInvoer: als de gekozen regel in dit dossier geen mogelijke lezing is.
    """
    if feiten.vestiging_na_pip is not None:
        return _na_verhuizing(feiten, feiten.vestiging_na_pip, recht)
    if feiten.kennisgeving is None and feiten.ss139 is None:
        return PipTermijnen(lopend=None, signalen=(_GEEN_KENNISGEVING,))
    lezingen = {regel: _met_derde(t, feiten.derde_informatie, recht) for regel, t in _lezingen(feiten, recht).items()}
    uitkomst = _kies(feiten, recht)
    loopt, naast = uitkomst.loopt, uitkomst.naast
    zonder_melding = _zonder_melding(feiten)
    if feiten.gekozen_regel is not None and feiten.gekozen_regel != loopt:
        mogelijk = () if wacht_op_vestiging(feiten) else zonder_melding or uitkomst.keuzes
        if feiten.gekozen_regel not in mogelijk:
            raise _niet_te_kiezen()
        loopt, naast = feiten.gekozen_regel, loopt or (naast if naast != feiten.gekozen_regel else None)
    if feiten.gekozen_regel is not None and zonder_melding:
        uitkomst = replace(uitkomst, signalen=())
    lopend = lezingen[loopt] if loopt else None
    open_vraag = uitkomst.twijfel and feiten.gekozen_regel is None
    return PipTermijnen(
        lopend=lopend,
        andere_lezing=lezingen[naast] if naast else None,
        afweging=_b25(feiten, lezingen, uitkomst) if open_vraag else None,
        signalen=(*uitkomst.signalen, *_signalen_kennisgeving(feiten), *_signalen_derde(feiten, lopend)),
    )


def te_kiezen(feiten: PipFeiten, *, recht: Recht) -> tuple[PipRegel, ...]:
    """Waaruit een mens bij B25 kan kiezen, of hij het al deed of niet; leeg als er niets te kiezen is (PG-14).

    De dagen lopen uiteen, of DUO meldde de vestiging van wie een asielvergunning heeft nog niet. Wie niet in deze
    gemeente woont, heeft hier nog geen begin (`wacht_op_vestiging`).
    """
    if feiten.vestiging_na_pip is not None or (feiten.kennisgeving is None and feiten.ss139 is None):
        return ()
    uitkomst = _kies(feiten, recht)
    return _zonder_melding(feiten) or (uitkomst.keuzes if uitkomst.twijfel else ())


def wacht_op_vestiging(feiten: PipFeiten) -> bool:
    """Met een asielvergunning, en niets zegt dat hij hier woont: geen melding van DUO, en niet hier in de BRP.

    Dan is er niets te kiezen: de tien weken beginnen bij de gemeente waar hij woont (art. 5.3 lid 1 Bi2021, §5.2).
    """
    return feiten.asielvergunning and feiten.brp_inschrijving is None and not _gemeld(feiten)


def vestiging_voor_pip(feiten: PipFeiten) -> date | None:
    """De dag waarvoor het PIP niet gedagtekend kan worden: die van de melding of van de keuze (B25), niet die van een
    oudere inschrijving bij een azc in dezelfde gemeente (PG-14). Zonder asielvergunning is de BRP genoeg.

    None is: er is geen melding en een mens koos nog niet, of de inschrijving is niet bekend.
    """
    gemeld = max(_gemeld(feiten), default=None)
    if not feiten.asielvergunning:
        return feiten.brp_inschrijving or gemeld
    if feiten.gekozen_regel is None or wacht_op_vestiging(feiten):
        return gemeld
    return _begin(feiten)[feiten.gekozen_regel] or gemeld


def telt_als_in_azc(
    *, doelgroep: Doelgroep, kennisgeving: date | None, ss139: date | None, ss120: date | None, recht: Recht
) -> bool:
    """Of iemand geldt als wonend in een azc, naar wat DUO meldde; DUO zegt niet met zoveel woorden waar hij woont."""
    if not is_asiel(doelgroep) or kennisgeving is None or ss139 is not None or ss120 is not None:
        return False
    return recht.pip_verblijf_zonder_ss139.op(kennisgeving).waarde is VerblijfZonderSS139.AZC


def toets_derde_informatie(informatie: DerdeInformatie) -> tuple[Gebrek, ...]:
    """Art. 5.3 lid 2 Bi2021: van wie, welke informatie, en waarom het PIP daar niet zonder kan."""
    gebreken = [
        Gebrek(veld=veld, melding=melding, grond=str(_LID_2))
        for veld, tekst, melding in (
            ("gevraagdAan", informatie.gevraagd_aan, "Vul in aan welke derde de informatie is gevraagd."),
            ("wat", informatie.wat, "Vul in welke informatie is gevraagd."),
            ("onmisbaarOmdat", informatie.onmisbaar_omdat, "Motiveer waarom het PIP niet zonder deze informatie kan."),
        )
        if not tekst.strip()
    ]
    if informatie.ontvangen_op is not None and informatie.ontvangen_op < informatie.gevraagd_op:
        melding = "De informatie kan niet zijn ontvangen voordat zij is gevraagd; verbeter een van de datums."
        gebreken.append(Gebrek(veld="ontvangenOp", melding=melding, grond=str(_LID_2)))
    return tuple(gebreken)


def toets_zonder_derde(motief: str) -> tuple[Gebrek, ...]:
    """Wie niet langer wacht, zegt waarom het PIP toch zonder deze informatie kan (PG-5, art. 3:2 Awb)."""
    if motief.strip():
        return ()
    melding = "Leg uit waarom het PIP toch zonder deze informatie kan, of waarom zij niet meer komt."
    return (Gebrek(veld="motief", melding=melding, grond=str(Grond("Awb", "3:2"))),)


def _na_verhuizing(feiten: PipFeiten, vestiging: date, recht: Recht) -> PipTermijnen:
    lopend = wettelijke_termijn(
        Termijnsoort.PIP_C,
        start=vestiging,
        gebeurtenis="inschrijving in de nieuwe gemeente",
        lengte=recht.pip_termijn_na_verhuizing,
        recht=recht,
    )
    signalen = (_DERDE_NIET_NA_VERHUIZING,) if feiten.derde_informatie is not None else ()
    return PipTermijnen(lopend=lopend, signalen=signalen)


def _lezingen(feiten: PipFeiten, recht: Recht) -> dict[PipRegel, Termijn]:
    """De termijn onder elke regel waarvoor de datum bekend is."""
    soort = {
        PipRegel.A: Termijnsoort.PIP_A,
        PipRegel.B: Termijnsoort.PIP_B if feiten.asielvergunning else Termijnsoort.PIP_A,
        PipRegel.B_BRP: Termijnsoort.PIP_B,
    }
    return {
        regel: wettelijke_termijn(
            soort[regel], start=dag, gebeurtenis=_VANAF[regel], lengte=recht.pip_termijn, recht=recht
        )
        for regel, dag in _begin(feiten).items()
        if dag is not None
    }


def _begin(feiten: PipFeiten) -> dict[PipRegel, date | None]:
    return {
        PipRegel.A: feiten.kennisgeving,
        PipRegel.B: feiten.ss139,
        PipRegel.B_BRP: feiten.brp_inschrijving,
    }


def _gemeld(feiten: PipFeiten) -> tuple[date, ...]:
    """Waarmee DUO zegt dat hij in deze gemeente woont: SS139, of SS120 of SS121 na een verhuizing."""
    return tuple(dag for dag in (feiten.ss139, feiten.verhuizing_gemeld) if dag is not None)


def _zonder_melding(feiten: PipFeiten) -> tuple[PipRegel, ...]:
    """Zonder SS139, en na een verhuizing zonder SS120, opent de keuze van een mens het PIP (B25) van wie hier woont."""
    if not feiten.asielvergunning or _gemeld(feiten) or wacht_op_vestiging(feiten):
        return ()
    return tuple(regel for regel, dag in _begin(feiten).items() if dag is not None)


def _kies(feiten: PipFeiten, recht: Recht) -> _Uitkomst:
    """Regel A voor iedereen; regel B voor wie een asielvergunning heeft en bij de kennisgeving nog niet hier was
    ingeschreven."""
    if not feiten.asielvergunning:
        return _Uitkomst(loopt=PipRegel.A if feiten.kennisgeving else PipRegel.B)
    if feiten.ss139 is None:
        return _kies_zonder_ss139(feiten)
    if feiten.brp_inschrijving is None:
        return _Uitkomst(loopt=PipRegel.B, signalen=(_BRP_ONBEKEND,))
    letter, begin = _letter(feiten, feiten.brp_inschrijving)
    marge = recht.pip_start_verschil.op(feiten.ss139).waarde.aantal
    if abs((feiten.ss139 - begin).days) <= marge:
        return _Uitkomst(loopt=PipRegel.A if letter is PipRegel.A else PipRegel.B)
    if recht.pip_start_regel_b.op(feiten.ss139).waarde is StartRegelB.SS139:
        return _Uitkomst(loopt=PipRegel.B, naast=letter, twijfel=True)
    return _Uitkomst(loopt=letter, naast=PipRegel.B, twijfel=True)


def _letter(feiten: PipFeiten, brp_inschrijving: date) -> tuple[PipRegel, date]:
    """Waar de letter van lid 1 naar wijst: wie bij de kennisgeving al hier was ingeschreven, valt onder regel A."""
    if feiten.kennisgeving is not None and brp_inschrijving <= feiten.kennisgeving:
        return PipRegel.A, feiten.kennisgeving
    return PipRegel.B_BRP, brp_inschrijving


def _kies_zonder_ss139(feiten: PipFeiten) -> _Uitkomst:
    if feiten.in_azc:
        return _Uitkomst(
            loopt=None, naast=PipRegel.A if feiten.azc_in_eigen_gemeente else None, signalen=(_GEEN_TERMIJN_IN_AZC,)
        )
    if feiten.brp_inschrijving is None:
        return _Uitkomst(loopt=None, naast=PipRegel.A, signalen=(_NOG_NIET_INGESCHREVEN,))
    letter, _ = _letter(feiten, feiten.brp_inschrijving)
    return _Uitkomst(loopt=letter, signalen=() if letter is PipRegel.A else (_SS139_ONTBREEKT,))


def _met_derde(termijn: Termijn, derde: DerdeInformatie | None, recht: Recht) -> Termijn:
    """Lid 2: uiterlijk twee weken na ontvangst. Zonder motivering, of pas gevraagd na afloop, blijft lid 1 gelden."""
    if derde is None or toets_derde_informatie(derde) or derde.gevraagd_op > termijn.einde:
        return termijn
    if derde.ontvangen_op is None:
        regel = "wacht op informatie van een derde; na ontvangst wordt de termijn opnieuw berekend"
        return replace(termijn, uitleg=(*termijn.uitleg, f"{regel} ({_LID_2})"))
    na_ontvangst = wettelijke_termijn(
        Termijnsoort.PIP_D,
        start=derde.ontvangen_op,
        gebeurtenis="informatie van een derde ontvangen",
        lengte=recht.pip_termijn_na_informatie_derde,
        recht=recht,
    )
    telwijze = recht.derde_informatie_telwijze.op(derde.ontvangen_op).waarde
    uitleg = (*termijn.uitleg, *na_ontvangst.uitleg)
    if telwijze is TelwijzeDerde.TWEE_WEKEN_NA_ONTVANGST or na_ontvangst.einde > termijn.einde:
        return replace(na_ontvangst, uitleg=(*uitleg, f"uiterlijk {schrijf_dag(na_ontvangst.einde)}"))
    return replace(termijn, uitleg=(*uitleg, f"de laatste van beide geldt: {schrijf_dag(termijn.einde)}"))


def _b25(feiten: PipFeiten, lezingen: Mapping[PipRegel, Termijn], uitkomst: _Uitkomst) -> Afweging:
    return Afweging(
        code="B25",
        vraag=(
            "De inschrijving in de BRP, de kennisgeving en SS139 wijzen niet dezelfde dag aan. "
            "Vanaf welke dag loopt de termijn voor het PIP, en waarom?"
        ),
        grond=_LID_1,
        mogelijkheden=tuple(
            Mogelijkheid(
                code=regel,
                omschrijving=(
                    f"vanaf {_VANAF[regel]} op {schrijf_dag(lezingen[regel].start)}: "
                    f"uiterlijk {schrijf_dag(lezingen[regel].einde)}"
                ),
                grond=lezingen[regel].grond,
            )
            for regel in uitkomst.keuzes
        ),
    )


def _niet_te_kiezen() -> OngeldigeInvoer:
    melding = "Deze regel is in dit dossier geen mogelijke lezing; kies een van de mogelijkheden van de afweging."
    gebrek = Gebrek(veld="regel", melding=melding, grond=str(_LID_1))
    return OngeldigeInvoer("De gekozen regel past niet bij dit dossier.", gebreken=(gebrek,))


def _signalen_kennisgeving(feiten: PipFeiten) -> tuple[Signaal, ...]:
    return (_DATUM_KENNISGEVING_LEEG,) if feiten.kennisgeving is None else ()


def _signalen_derde(feiten: PipFeiten, lopend: Termijn | None) -> tuple[Signaal, ...]:
    derde = feiten.derde_informatie
    if derde is None:
        return ()
    if toets_derde_informatie(derde):
        return (_DERDE_ONVOLLEDIG,)
    if lopend is not None and lopend.soort is not Termijnsoort.PIP_D and derde.gevraagd_op > lopend.einde:
        return (_DERDE_TE_LAAT,)
    return (_WACHT_OP_DERDE,) if derde.ontvangen_op is None else ()


_GEEN_KENNISGEVING = Signaal(
    code="GEEN_KENNISGEVING",
    melding="DUO gaf geen kennisgeving en geen SS139. Er loopt geen termijn; vraag DUO of de plicht is vastgesteld.",
    grond=_LID_1,
)
_DATUM_KENNISGEVING_LEEG = Signaal(
    code="DATUM_KENNISGEVING_ONTBREEKT",
    melding="De datum van de kennisgeving is leeg. De termijn loopt vanaf SS139; vraag DUO om de datum.",
    grond=_LID_1,
)
_GEEN_TERMIJN_IN_AZC = Signaal(
    code="GEEN_TERMIJN_IN_AZC",
    melding="In een azc zonder SS139 loopt er geen termijn: oproepen en intake kunnen, het PIP vaststellen nog niet.",
    grond=_LID_1,
)
_NOG_NIET_INGESCHREVEN = Signaal(
    code="NOG_NIET_INGESCHREVEN",
    melding="De inschrijving is niet bekend en SS139 is er niet. Er loopt geen termijn; controleer de BRP.",
    grond=_LID_1,
)
_SS139_ONTBREEKT = Signaal(
    code="SS139_ONTBREEKT",
    melding="SS139 is er nog niet. Tot dan loopt de termijn vanaf de inschrijving in de BRP; vraag het na bij DUO.",
    grond=_LID_1,
)
_BRP_ONBEKEND = Signaal(
    code="BRP_INSCHRIJVING_ONBEKEND",
    melding="De datum van inschrijving is niet bekend en kan niet met SS139 worden vergeleken; controleer de BRP.",
    grond=_LID_1,
)
_WACHT_OP_DERDE = Signaal(
    code="WACHT_OP_DERDE",
    melding="Het PIP wacht op informatie van een derde. Leg de dag van ontvangst vast; dan volgt de nieuwe termijn.",
    grond=_LID_2,
)
_DERDE_ONVOLLEDIG = Signaal(
    code="DERDE_INFORMATIE_ONVOLLEDIG",
    melding="De aantekening over informatie van een derde is onvolledig en verlengt de termijn niet; vul haar aan.",
    grond=_LID_2,
)
_DERDE_TE_LAAT = Signaal(
    code="DERDE_INFORMATIE_TE_LAAT_GEVRAAGD",
    melding="De informatie is pas gevraagd nadat de termijn was verstreken en verlengt die niet.",
    grond=_LID_2,
)
_DERDE_NIET_NA_VERHUIZING = Signaal(
    code="DERDE_INFORMATIE_NIET_NA_VERHUIZING",
    melding="Wachten op informatie van een derde wijkt af van lid 1 en verlengt de termijn na een verhuizing niet.",
    grond=Grond("Bi2021", "5.3", "3"),
)
