"""De brief van een oproep: waar, wanneer, wat er gebeurt als men niet komt, en bij de tweede de waarschuwing."""

from datetime import date, datetime
from typing import Any

from core.law.oproepen import VolgendeOproep
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.gegevens import AfspraakIntake, OproepBrief, Rechtsmiddel
from core.process.besluit.briefdelen import bezwaarclausule, lees_briefdelen

GEVOLGEN = {
    1: ("Komt u niet en belt u niet? Dan krijgt u nog een oproep, met een waarschuwing.",),
    2: ("Dit is de tweede oproep. U kwam niet, of werkte niet genoeg mee, na de eerste oproep.",),
    3: ("Dit is de derde oproep. Komt u weer niet? Dan maken wij uw plan zonder dat u erbij bent.",),
}
WAARSCHUWING = (
    "Dit is een waarschuwing. U moet meewerken aan de brede intake. Doet u dat niet, dan kan de gemeente u een boete"
    " geven, en maken wij na drie oproepen uw plan zonder u."
)
MEENEMEN = ("uw verblijfsdocument", "diploma's en bewijzen van werk, als u die heeft", "deze brief")


async def oproepbrief(
    tx: Tx,
    huis: Huis,
    zaak: dict[str, Any],
    *,
    volgende: VolgendeOproep,
    dagtekening: date,
    termijn_tot: date,
    afspraak_op: datetime,
    plaats: str,
) -> OproepBrief:
    """De bevroren gegevens van de oproep; een fout in de gegevens maakt dat er geen oproep uitgaat."""
    delen = await lees_briefdelen(tx, huis, zaak)
    tenant = huis.tenant(tx.gemeente_id)
    keuze = tenant.waarschuwing_rechtsmiddel if volgende.met_waarschuwing else None
    rechtsmiddel = None if keuze is None else Rechtsmiddel(keuze.value)
    hier = afspraak_op.astimezone(NEDERLAND)
    return OproepBrief(
        briefhoofd=delen.briefhoofd,
        geadresseerde=delen.geadresseerde,
        kenmerk=zaak["kenmerk"],
        dagtekening=dagtekening,
        aanhef=delen.aanhef,
        gronden=(str(volgende.grond), "art. 14 lid 3 Wi2021", "art. 5.2 lid 2 Bi2021"),
        ondertekenaar=delen.ondertekenaar,
        namens=delen.namens,
        hulp=delen.hulp,
        oproep=min(volgende.nummer, 3),
        afspraak=AfspraakIntake(
            dag=hier.date(), tijd=f"{hier:%H:%M} uur", plaats=tuple(plaats.splitlines()), uiterste_dag=termijn_tot
        ),
        gevolgen=GEVOLGEN[min(volgende.nummer, 3)],
        meenemen=MEENEMEN,
        waarschuwing=WAARSCHUWING if volgende.met_waarschuwing else None,
        rechtsmiddel=rechtsmiddel,
        bezwaar=bezwaarclausule(tenant, huis.recht_van(tx.gemeente_id).bezwaartermijn.op(dagtekening).waarde)
        if rechtsmiddel is Rechtsmiddel.BEZWAARCLAUSULE
        else None,
    )
