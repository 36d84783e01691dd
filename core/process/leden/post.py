"""De mail met de link van een uitnodiging (ADR 0091).

Het geheim van de link staat nergens: de worker rekent het uit met de sleutels van het huis, en kijkt met de afdruk na
of het dat van deze uitnodiging is. Elke poging mailt zo dezelfde link, en een mail die al aankwam blijft werken.
"""

import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from email_validator import validate_email

from core.fouten import Onbereikbaar
from core.platform.clock import NEDERLAND
from core.platform.crypto.kluis import Kluis, KluisDicht, Soort
from core.platform.http.inloggen.deur import UITNODIGING
from core.platform.inloggen.sessies import nu_hier
from core.platform.outbox import bus
from core.platform.tenancy import Doel
from core.process.leden.aanvaarden import Link
from core.process.leden.rijen import TeMailen
from core.process.leden.uitnodigen import GELDT_NIET_MEER, POST, afdruk_van
from core.process.taak import Taakbeurt, Taaksoort

LANGSTE_NAAM = 100
ONDERWERP = "Uitnodiging om in Meedoen te werken"
_LEES = """
select u.id, u.organisatie_id, u.rol, u.email, u.afdruk, u.verloopt_op,
  case when u.uitgenodigd_door is null then '' else coalesce(c.naam, '') end as door,
  u.status = 'open' and u.email <> '' as open,
  u.verloopt_op > statement_timestamp() and (
    u.uitgenodigd_door is null or exists (
      select 1 from meedoen.lidmaatschap l
      where l.gemeente_id = $1 and l.medewerker_id = u.uitgenodigd_door and l.ingetrokken_op is null
        and l.vanaf <= statement_timestamp() and (l.tot is null or l.tot > statement_timestamp())
        and l.rol in ('beheerder', 'taalschool_beheerder', 'maatschappelijke_partner_beheerder'))) as geldt
from meedoen.uitnodiging u
left join meedoen.collega c on c.gemeente_id = $1 and c.medewerker_id = u.uitgenodigd_door
where u.gemeente_id = $1 and u.id = $2"""
_TEKST = """U bent uitgenodigd om in Meedoen te werken: {plek}.
{door}

Wilt u dit? Open dan deze link, en log in bij uw organisatie:

{link}

De link werkt één keer, tot {tot}. Alleen wie inlogt met het account dat
bij dit e-mailadres hoort, kan de uitnodiging aanvaarden.

Verwachtte u dit niet? Doe dan niets, en stuur deze mail niet door.

Een antwoord op deze mail leest niemand. Hebt u een vraag, stel die dan aan
wie u uitnodigde.
"""


async def mail(beurt: Taakbeurt) -> None:
    """Mail de link, als zij nog werkt.

    Raises:
        Onbereikbaar: de mailserver neemt het nu niet, of is hier niet ingesteld.
        KluisDicht: de sleutel waarmee het geheim gemaakt is bestaat niet meer.
    """
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        [rij] = await tx.fetch_als(TeMailen, _LEES, tx.gemeente_id, beurt.bericht.onderwerp_id)
        if not rij.open:
            await beurt.klaar(tx)
        elif not rij.geldt:
            await bus.mislukt(tx, beurt.bericht, fout=GELDT_NIET_MEER)
    if not (rij.open and rij.geldt):
        return
    if (server := beurt.buren.mail) is None:
        raise Onbereikbaar("Bij dit proces is geen mailserver ingesteld (MEEDOEN_SMTP).")
    link = Link(id=rij.id, tenant=beurt.tenant, organisatie_id=rij.organisatie_id, rol=rij.rol)
    geheim = _geheim(beurt.huis.kluis, rij, beurt.bericht.gemeente_id)
    bericht = maak_bericht(
        rij,
        plek=str(link),
        link=f"{beurt.huis.config.publiek_adres}{UITNODIGING}/{beurt.tenant.code}/{geheim}",
        afzender=server.afzender,
        kenmerk=beurt.bericht.id,
        nu=nu_hier(),
    )
    weigering = await server.verstuur(bericht, str(bericht["To"]))
    async with beurt.uow(Doel.BEVEILIGING) as tx:
        if weigering is None:
            await beurt.klaar(tx)
        else:
            await bus.mislukt(tx, beurt.bericht, fout=weigering)


def maak_bericht(rij: TeMailen, *, plek: str, link: str, afzender: str, kenmerk: UUID, nu: datetime) -> EmailMessage:
    """De mail: waarvoor, van wie, en de link; van de genodigde niets dan zijn adres. Bij elke poging met hetzelfde
    kenmerk, zodat een mailserver een herhaling kan herkennen."""
    bericht = EmailMessage(policy=SMTP)
    adres = validate_email(rij.email, allow_smtputf8=False, check_deliverability=False)
    bericht["From"] = Address("Meedoen", addr_spec=afzender)
    bericht["To"] = Address(addr_spec=str(adres.ascii_email))
    bericht["Subject"] = ONDERWERP
    bericht["Date"] = format_datetime(nu)
    bericht["Message-ID"] = f"<{kenmerk}@{afzender.rpartition('@')[2]}>"
    bericht["Auto-Submitted"] = "auto-generated"
    tot = f"{rij.verloopt_op.astimezone(NEDERLAND):%d-%m-%Y %H:%M}"
    bericht.set_content(_TEKST.format(plek=plek, door=_van(rij.door), link=link, tot=tot), cte="quoted-printable")
    return bericht


def _van(naam: str) -> str:
    """Wie uitnodigde, op één regel: een naam zet er geen alinea of link onder."""
    schoon = "".join(" " if unicodedata.category(teken)[0] in "CZ" else teken for teken in naam)
    schoon = " ".join(schoon.split())[:LANGSTE_NAAM]
    return f"U bent uitgenodigd door {schoon}." if schoon else "U bent uitgenodigd door een beheerder."


def _geheim(kluis: Kluis, rij: TeMailen, gemeente_id: UUID) -> str:
    for geheim in kluis.geheimen(rij.id, soort=Soort.UITNODIGING, gemeente_id=gemeente_id):
        if afdruk_van(geheim) == rij.afdruk:
            return geheim
    raise KluisDicht("de sleutel waarmee het geheim van deze uitnodiging gemaakt is, bestaat niet meer")


TAAK = Taaksoort(soort=POST, wat="een uitnodiging mailen", doe=mail)
