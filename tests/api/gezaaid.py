"""Een gemeente die al even bezig is: dossiers in elke fase waarin een route iets kan doen."""

from dataclasses import asdict, dataclass
from uuid import uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Gezaaid:
    """De id's waarmee elke route iets vindt; de namen zijn die van de padparameters."""

    dossier_id: str
    traject_id: str
    werkitem_id: str
    oproep_id: str
    brief_id: str
    melding_id: str
    toewijzing_id: str

    def voor(self, pad: str, gemeentecode: str) -> dict[str, str]:
        """De parameters van een route; wat bij een brief, melding of toewijzing hoort zit in het andere dossier."""
        in_traject = any(deel in pad for deel in ("/brieven", "/duo-meldingen", "/toewijzingen"))
        dossier = self.traject_id if in_traject else self.dossier_id
        return asdict(self) | {"gemeentecode": gemeentecode, "dossier_id": dossier}

    def als_omgeving(self) -> dict[str, str]:
        return {naam.upper(): waarde for naam, waarde in asdict(self).items()}


async def zaai(wereld: Wereld) -> Gezaaid:
    """Eén zaak met een lopende intake en een concept, één in haar traject bij een taalschool, en los werk."""
    intake = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, nummer=1))).tot_intake()
    await intake.vul_intake()
    await intake.schrijf_pip()
    opgeroepen = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await opgeroepen.roep_op()
    traject = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    await wereld.werk_af(behalve=())
    toewijzing = str(uuid4())
    await traject.stuur("/toewijzingen", {"id": toewijzing, "organisatieId": str(wereld.twee.a.school)})
    school = wereld.mens("school", basis=f"/v1/gemeenten/{wereld.twee.a.code}")
    await school.stuur(f"/eigen-toewijzingen/{toewijzing}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.meldt("SS199", intake.inwoner)
    await wereld.werk_af()
    werk = (await wereld.km.lees("/werkvoorraad?soort=DUO_GEBEURTENIS"))["werk"]
    brieven = await traject.lees("/brieven")
    return Gezaaid(
        dossier_id=str(intake.id),
        traject_id=str(traject.id),
        werkitem_id=werk[0]["id"],
        oproep_id=(await intake.lees("/oproepen"))[-1]["id"],
        brief_id=next(b["id"] for b in brieven if b["sjabloon"] == "pip_beschikking"),
        melding_id=(await traject.lees("/duo-meldingen"))[-1]["id"],
        toewijzing_id=toewijzing,
    )
