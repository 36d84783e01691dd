"""De delen die elke brief heeft: briefhoofd, geadresseerde, ondertekenaar en de rechtsmiddelenclausule."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypedDict

from core.fouten import OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.contact import Onderwerp
from core.law.kalender import schrijf_dag
from core.law.mandaat import Collegebesluit
from core.law.recht import Duur, Grond, Recht
from core.platform.db.uow import Tx
from core.platform.elektronische_weg import Bericht, weg_voor
from core.platform.huis import Huis
from core.platform.letters.gegevens import Bezwaar, Briefhoofd, Geadresseerde, Ondertekenaar
from core.platform.tenants import Tenant
from core.process.besluit.adresboek import lees_adresboek, op_papier
from core.process.dossier.rijen import DossierRij

TELWOORDEN = {1: "één", 2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 8: "acht", 10: "tien", 12: "twaalf"}
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


class Gedeeld(TypedDict):
    """De velden van `Brief` die elke brief zo vult; `**` zet ze erin, en mypy kijkt na of er geen ontbreekt."""

    briefhoofd: Briefhoofd
    geadresseerde: Geadresseerde
    kenmerk: str
    dagtekening: date
    aanhef: str
    gronden: tuple[str, ...]
    ondertekenaar: Ondertekenaar
    namens: str
    hulp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefdelen:
    """Van wie, aan wie en door wie: wat vaststaat voordat er een woord van de brief zelf is."""

    briefhoofd: Briefhoofd
    geadresseerde: Geadresseerde
    kenmerk: str
    aanhef: str
    ondertekenaar: Ondertekenaar
    namens: str
    hulp: str

    def op(self, dagtekening: date, *, gronden: Iterable[Grond]) -> Gedeeld:
        """De velden die elke brief heeft, met haar dagtekening en de artikelen waarop zij rust."""
        return Gedeeld(
            briefhoofd=self.briefhoofd,
            geadresseerde=self.geadresseerde,
            kenmerk=self.kenmerk,
            dagtekening=dagtekening,
            aanhef=self.aanhef,
            gronden=tuple(grond.voluit for grond in gronden),
            ondertekenaar=self.ondertekenaar,
            namens=self.namens,
            hulp=self.hulp,
        )


@contextmanager
def in_velden(velden: Mapping[str, str], *, gestuurd: Collection[str] = ()) -> Iterator[None]:
    """Wat er aan een brief mankeert, genoemd bij wat iemand kan veranderen.

    `velden` zegt voor het begin van een plaats in de brief welk veld daar vandaan komt (`[n]` is elk nummer en blijft
    staan); de delen die elke brief heeft staan er al bij. `gestuurd` zijn de velden van dit verzoek.

    Raises:
        OngeldigeInvoer: het ligt alleen aan wat er gestuurd is.
        VoorwaardeNietVervuld: het ligt aan iets dat al vastlag: het concept, de persoon, de medewerker of de gemeente.
    """
    try:
        yield
    except OngeldigeInvoer as fout:
        gebreken = tuple(replace(g, veld=_veld(g.veld, {**_DELEN, **velden})) for g in fout.gebreken)
        if all(g.veld in gestuurd for g in gebreken):
            raise OngeldigeInvoer(fout.melding, gebreken=gebreken) from None
        raise VoorwaardeNietVervuld(fout.melding, gebreken=gebreken) from None


_DELEN: Mapping[str, str] = MappingProxyType(
    {
        "geadresseerde.naamregel": "naam",
        "aanhef": "naam",
        "geadresseerde.adresregels": "adres",
        "ondertekenaar": "ondertekenaar",
        "briefhoofd": "briefhoofd",
        "hulp": "briefhoofd.hulp",
        "bezwaar.adres": "briefhoofd.bezwaaradres",
        "bezwaar.rechtbank": "briefhoofd.rechtbank",
        "bezwaar.digitaal": "elektronische_wegen",
        "digitaal": "elektronische_wegen",
    }
)


def _veld(plaats: str, velden: Mapping[str, str]) -> str:
    """Het veld achter een plaats in de brief, van het langste begin dat past; wat nergens vandaan komt heet `brief`."""
    nummers = re.findall(r"\[\d+\]", plaats)
    kaal = re.sub(r"\[\d+\]", "[n]", plaats)
    passend = [begin for begin in velden if kaal == begin or kaal.startswith((f"{begin}.", f"{begin}["))]
    if not passend:
        return "brief"
    veld = velden[max(passend, key=len)]
    return veld.replace("[n]", nummers[0]) if nummers else veld


async def lees_briefdelen(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    onderwerp: Onderwerp,
    *,
    collegebesluit: Collegebesluit | None = None,
    op_proef: bool = False,
) -> Briefdelen:
    """De delen voor een brief over dit onderwerp, aan wie het adresboek zegt en ondertekend door wie nu handelt.

    De brief noemt namens welk orgaan (art. 10:10 Awb); besloot dat zelf, dan zegt zij dat ook (art. 10:11 lid 2 Awb).
    Een brief op proef wordt niet bewaard: zij kan ook als er niemand is aan wie zij kan.

    Raises:
        VoorwaardeNietVervuld: deze brief kan aan niemand (`Adressering.gebreken`), of het briefhoofd kan niet.
    """
    adresboek = await lees_adresboek(tx, huis, dossier, onderwerp)
    medewerker = await tx.fetchrow(
        "select naam, functie from meedoen.collega where gemeente_id = $1 and medewerker_id = $2",
        tx.gemeente_id,
        tx.medewerker_id,
    )
    if medewerker is None:
        raise LookupError("een brief heeft een handelende medewerker")
    if adresboek.adressering.gebreken and not op_proef:
        raise VoorwaardeNietVervuld("Er kan geen brief worden gemaakt.", gebreken=adresboek.adressering.gebreken)
    tenant = huis.tenant(tx.gemeente_id)
    return Briefdelen(
        briefhoofd=_hoofd(tenant),
        geadresseerde=adresboek.geadresseerde(adresboek.adressering.aan),
        kenmerk=dossier.kenmerk,
        aanhef=adresboek.aanhef_voor(adresboek.adressering.aan),
        ondertekenaar=Ondertekenaar(naam=medewerker["naam"], functie=medewerker["functie"] or "klantmanager"),
        namens=_namens(tenant, collegebesluit),
        hulp=tenant.briefhoofd.hulp,
    )


def _namens(tenant: Tenant, besluit: Collegebesluit | None) -> str:
    if besluit is None:
        return orgaan(tenant)
    return f"{orgaan(tenant)}, die dit besluit zelf namen op {schrijf_dag(besluit.datum)} (nummer {besluit.nummer})"


def bezwaarclausule(tenant: Tenant, recht: Recht, *, op: date) -> Bezwaar:
    """Art. 3:45 Awb: bij welk bestuursorgaan, waar en binnen welke termijn men bezwaar kan maken."""
    hoofd = tenant.briefhoofd
    tav = (f"t.a.v. {hoofd.bezwaar_ter_attentie_van}",) if hoofd.bezwaar_ter_attentie_van else ()
    return Bezwaar(
        adres=op_papier((_aan_het_orgaan(tenant), *tav, *hoofd.bezwaaradres)),
        termijn=in_woorden(recht.bezwaartermijn.op(op).waarde),
        na_post=in_woorden(recht.bezwaar_na_post.op(op).waarde),
        rechtbank=hoofd.rechtbank,
        digitaal=digitale_weg(tenant, Bericht.BEZWAAR, op=op),
    )


def digitale_weg(tenant: Tenant, soort: Bericht, *, op: date) -> str | None:
    """Hoe iemand dit bericht op deze dag digitaal kan sturen, of None zolang daar geen weg voor openstaat."""
    weg = weg_voor(tenant.elektronische_wegen, soort, op=op)
    return None if weg is None else weg.zo


def orgaan(tenant: Tenant) -> str:
    """Het bestuursorgaan namens wie er besloten en getekend wordt (art. 10:10 Awb)."""
    return tenant.bestuursorgaan or f"burgemeester en wethouders van {tenant.naam}"


def _aan_het_orgaan(tenant: Tenant) -> str:
    """Zoals het op een envelop staat: bezwaar gaat naar het orgaan dat besloot (art. 6:4 lid 1 Awb)."""
    naam = orgaan(tenant)
    return f"College van {naam}" if tenant.bestuursorgaan is None else naam[0].upper() + naam[1:]


def in_woorden(duur: Duur) -> str:
    """Een lengte zoals men haar in een brief schrijft: zes weken, drie jaar."""
    getal = TELWOORDEN.get(duur.aantal, str(duur.aantal))
    return f"{getal} {str(duur).split(' ', 1)[1]}"


def in_dagen(dag: date) -> str:
    """Een dag zoals zij in een brief staat: 2 maart 2026; zij breekt niet af aan het einde van een regel."""
    return f"{dag.day}\u00a0{MAANDEN[dag.month - 1]}\u00a0{dag.year}"


def _hoofd(tenant: Tenant) -> Briefhoofd:
    h = tenant.briefhoofd
    try:
        return Briefhoofd(
            gemeentenaam=f"Gemeente {tenant.naam}",
            afdeling=h.afdeling,
            adresregels=h.adresregels,
            postadres=h.postadres,
            telefoon=h.telefoon,
            email=h.email,
            website=h.website,
            kleur=h.kleur,
        )
    except OngeldigeInvoer as fout:
        gebreken = tuple(replace(g, veld=f"briefhoofd.{g.veld}") for g in fout.gebreken)
        melding = "Het briefhoofd van de gemeente kan zo niet op een brief; de beheerder kan het herstellen."
        raise VoorwaardeNietVervuld(melding, gebreken=gebreken) from None
