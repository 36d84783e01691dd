"""De delen die elke brief heeft: briefhoofd, geadresseerde, ondertekenaar en de rechtsmiddelenclausule."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.recht import Duur
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.gegevens import Bezwaar, Briefhoofd, Geadresseerde, Ondertekenaar
from core.platform.tenants import Tenant
from core.process.dossier.namen import volledige_naam
from core.process.dossier.rijen import DossierRij, PersoonRij
from core.process.dossier.tables import Persoon

TELWOORDEN = {1: "één", 2: "twee", 3: "drie", 4: "vier", 5: "vijf", 6: "zes", 8: "acht", 10: "tien", 12: "twaalf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefdelen:
    briefhoofd: Briefhoofd
    geadresseerde: Geadresseerde
    aanhef: str
    ondertekenaar: Ondertekenaar
    namens: str
    hulp: str


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


async def lees_briefdelen(tx: Tx, huis: Huis, dossier: DossierRij) -> Briefdelen:
    """De delen voor een brief aan de persoon van deze zaak, ondertekend door wie nu handelt.

    Raises:
        VoorwaardeNietVervuld: naam of adres is nog niet in de BRP gelezen, of het briefhoofd van de gemeente kan niet.
    """
    persoon = await tx.lees_een_als(
        PersoonRij,
        PersoonRij.select().where((Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == dossier.persoon_id)),
    )
    medewerker = await tx.fetchrow(
        "select naam, functie from meedoen.collega where gemeente_id = $1 and medewerker_id = $2",
        tx.gemeente_id,
        tx.medewerker_id,
    )
    if persoon is None or medewerker is None:
        raise LookupError("een zaak heeft een persoon en een handelende medewerker")
    naam = volledige_naam(persoon.voornamen, persoon.voorvoegsel, persoon.geslachtsnaam)
    gebreken = [
        Gebrek(veld=veld, melding=f"{wat} is nog niet bekend; lees de persoon eerst in de BRP.", grond="art. 3:41 Awb")
        for veld, wat, waarde in (("naam", "De naam", naam), ("adres", "Het adres", persoon.straat))
        if not waarde
    ]
    if gebreken:
        raise VoorwaardeNietVervuld("Er kan nog geen brief worden gemaakt.", gebreken=tuple(gebreken))
    tenant = huis.tenant(tx.gemeente_id)
    return Briefdelen(
        briefhoofd=_hoofd(tenant),
        geadresseerde=Geadresseerde(
            naamregel=naam,
            adresregels=(
                f"{persoon.straat} {persoon.huisnummer}".strip(),
                f"{persoon.postcode} {persoon.plaats}".strip(),
            ),
        ),
        aanhef=f"Beste {naam}",
        ondertekenaar=Ondertekenaar(naam=medewerker["naam"], functie=medewerker["functie"] or "klantmanager"),
        namens=f"burgemeester en wethouders van {tenant.naam}",
        hulp=tenant.briefhoofd.hulp,
    )


def bezwaarclausule(tenant: Tenant, termijn: Duur) -> Bezwaar:
    """Art. 3:45 Awb: bij wie, waar en binnen welke termijn men bezwaar kan maken."""
    hoofd = tenant.briefhoofd
    return Bezwaar(adres=hoofd.bezwaaradres, termijn=in_woorden(termijn), rechtbank=hoofd.rechtbank)


def in_woorden(duur: Duur) -> str:
    """Een lengte zoals men haar in een brief schrijft: zes weken, drie jaar."""
    getal = TELWOORDEN.get(duur.aantal, str(duur.aantal))
    return f"{getal} {str(duur).split(' ', 1)[1]}"


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
