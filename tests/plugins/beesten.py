"""De dierentuin: plugins die elk op hun eigen manier kapot zijn. In het proces bekeken door `test_dierentuin`, en op
de draaiende dienst door `test_dienst`."""

from dataclasses import dataclass

LEEG = "class P:\n    def __init__(self, parameters): pass\n"
MAAK = "\nmaak = P\n"
LIJST = "return (Vragenlijst(id='a', versie=1, titel='t', vragen=(%s,)),)"
VRAAG = "Vraag(id='v', tekst='t', soort=Vraagsoort.%s, verplicht=True, herkomst=%s)"
RONDJES = "while True: sum(())"
"""Met een aanroep erin: in een kale `while True: pass` komt het afbreken van Python 3.11 net buiten de `try` aan."""
DIENST = "Begeleidingsdienst(dienst='a', organisatie='b', herkomst=%s)"


def hook(handtekening: str, body: str) -> str:
    """Een plugin met één hook."""
    return f"{LEEG}    @hook\n    def {handtekening}:\n        {body}\n{MAAK}"


def besluit(body: str) -> str:
    return hook("bepaal_begeleiding(self, beeld)", body)


def vragen(body: str) -> str:
    return hook("intakevragenlijsten(self, peildatum)", body)


@dataclass(frozen=True, slots=True)
class Beest:
    """De bron, wat de melding erover zegt, en welke code er staat op de regel waar zij op wijst."""

    bron: str
    verwacht: str
    wijst_naar: str = ""


BEESTEN: dict[str, Beest] = {
    # Wat zij over zichzelf zegt.
    "andere_naam": Beest(f"MANIFEST = manifest('iemand_anders')\n{LEEG}{MAAK}", "noemt haar iemand_anders", "MANIFEST"),
    "te_nieuw": Beest(
        f"MANIFEST = manifest('te_nieuw', api='>=2.0,<3')\n{LEEG}{MAAK}",
        "vraagt plugin-API 2.0 tot 3.0, maar dit is 1.1",
        "MANIFEST",
    ),
    "bereik_onleesbaar": Beest(
        f"MANIFEST = manifest('bereik_onleesbaar', api='1.x')\n{LEEG}{MAAK}", "het bereik van api", "MANIFEST"
    ),
    "bereik_van_een_ander_type": Beest(
        f"MANIFEST = manifest('bereik_van_een_ander_type', api=Apibereik('1.0', '2.0'))\n{LEEG}{MAAK}",
        "het bereik van api is niet te lezen",
        "MANIFEST",
    ),
    "needs_van_een_ander_type": Beest(
        f"MANIFEST = manifest('needs_van_een_ander_type', needs=['doelgroep'])\n{LEEG}{MAAK}",
        "needs is list",
        "MANIFEST",
    ),
    "needs_van_teksten": Beest(
        f"MANIFEST = manifest('needs_van_teksten', needs=('doelgroep',))\n{LEEG}{MAAK}",
        "needs noemt iets wat geen behoefte is",
        "MANIFEST",
    ),
    "zonder_doel": Beest(
        "MANIFEST = manifest('zonder_doel', needs=(Behoefte(gegeven=Gegeven.DOELGROEP, doel=' '),))\n" + LEEG + MAAK,
        "needs noemt doelgroep zonder doel",
        "MANIFEST",
    ),
    "eigen_manifest": Beest(
        f"class M: naam = 'eigen_manifest'\nMANIFEST = M()\n{LEEG}{MAAK}", "MANIFEST is een M", "MANIFEST"
    ),
    "geen_maak": Beest(LEEG, "heeft geen MANIFEST of geen maak"),
    # Inladen en maken.
    "geen_python": Beest("def (", "is geen Python (SyntaxError)", "def ("),
    "grond_van_niets": Beest(f"G = Grond(None)\n{LEEG}{MAAK}", "inladen faalt (TypeError", "G = Grond"),
    "stapt_op": Beest(f"raise SystemExit('weg')\n{LEEG}{MAAK}", "inladen faalt (SystemExit: weg)", "raise SystemExit"),
    "lus_bij_inladen": Beest(f"while True: pass\n{LEEG}{MAAK}", "inladen duurt te lang en is afgebroken", "while True"),
    "maak_faalt": Beest(
        "class P:\n    def __init__(self, parameters):\n        parameters['weg']\n" + MAAK,
        "maak faalt (LookupError: parameters/weg.yaml ontbreekt)",
        "parameters['weg']",
    ),
    "maak_stapt_op": Beest(
        "class P:\n    def __init__(self, parameters):\n        raise SystemExit\n" + MAAK,
        "maak faalt (SystemExit)",
        "raise SystemExit",
    ),
    "maak_in_een_lus": Beest(
        "class P:\n    def __init__(self, parameters):\n        while True: pass\n" + MAAK,
        "maak duurt te lang en is afgebroken",
        "while True",
    ),
    "maak_geeft_niets": Beest("def maak(parameters): pass\n", "maak geeft niets"),
    "zonder_hooks": Beest(LEEG + MAAK, "vult geen enkele hook in"),
    "eigenschap_die_faalt": Beest(
        LEEG + "    @property\n    def x(self): return 1 / 0\n" + MAAK,
        "een eigenschap faalt (ZeroDivisionError: division by zero)",
        "return 1 / 0",
    ),
    "niet_te_bewaren": Beest(LEEG + "    __hash__ = None\n" + MAAK, "een eigenschap faalt (TypeError: unhashable"),
    # Haar hooks.
    "verkeerde_handtekening": Beest(
        hook("bepaal_begeleiding(self, dossier)", "return None"),
        "bepaal_begeleiding(dossier) past niet op bepaal_begeleiding(beeld)",
        "@hook",
    ),
    "met_een_standaardwaarde": Beest(
        hook("bepaal_begeleiding(self, beeld=None)", "return None"), "zonder standaardwaarde", "@hook"
    ),
    "onbekende_hook": Beest(
        hook("bepaal_boete(self, beeld)", "return None"),
        "hook bepaal_boete bestaat niet",
        "@hook",
    ),
    "dringt_voor": Beest(
        f"{LEEG}    @hook(tryfirst=True)\n    def intakevragenlijsten(self):\n        return ()\n{MAAK}",
        "de volgorde staat in het tenantbestand",
        "@hook(tryfirst",
    ),
    # De bron.
    "leest_bestanden": Beest(f"import os\n{LEEG}{MAAK}", "import van os", "import os"),
    "kent_een_ander": Beest(
        f"from plugins.municipality_heerenveen import plugin\n{LEEG}{MAAK}",
        "import van plugins.municipality_heerenveen",
        "from plugins",
    ),
    "importeert_in_een_hook": Beest(
        besluit("import math; return None"), "een import staat niet bovenaan", "import math"
    ),
    "opent_een_bestand": Beest(besluit("open('x')"), "open doet iets met de buitenwereld", "open('x')"),
    "leest_de_klok": Beest(besluit("date.today()"), ".today leest de klok", "date.today()"),
    "slikt_alles": Beest(
        besluit("while True:\n            try: 1 / 0\n            except: pass"), "vangt alles", "except: pass"
    ),
    "vangt_alles": Beest(
        besluit("try: return None\n        except BaseException: pass"), "vangt alles", "except BaseException"
    ),
    # Wat zij antwoordt.
    "faalt": Beest(
        besluit("raise ValueError('geheim 999990019')"), "bepaal_begeleiding: de hook faalt (ValueError)", "raise Value"
    ),
    "faalt_met_systemexit": Beest(besluit("raise SystemExit"), "de hook faalt (SystemExit)", "raise SystemExit"),
    "loopt_rond": Beest(besluit("while True: pass"), "de hook duurt te lang en is afgebroken", "while True: pass"),
    "slikt_de_eerste_keer": Beest(
        besluit(f"try:\n            {RONDJES}\n        finally:\n            {RONDJES}"),
        "de hook duurt te lang en is afgebroken",
    ),
    "verkeerd_type": Beest(
        besluit("return 'welzijn'"), "uitkomst is str, verwacht Begeleidingsvoorstel of niets", "@hook"
    ),
    "lijst_in_plaats_van_tuple": Beest(
        besluit("return Begeleidingsvoorstel(diensten=[])"), "uitkomst.diensten is list, verwacht tuple", "@hook"
    ),
    "zonder_herkomst": Beest(
        besluit(f"return Begeleidingsvoorstel(diensten=({DIENST % 'None'},))"),
        "uitkomst.diensten[0].herkomst is niets, verwacht Herkomst",
        "@hook",
    ),
    "grond_van_none": Beest(
        besluit(
            f"return Begeleidingsvoorstel(diensten=({DIENST % 'Herkomst(Grond(None, None, bron=3), Status.SEED)'},))"
        ),
        "herkomst.grond.regeling is niets, verwacht str",
        "@hook",
    ),
    "lege_grond": Beest(
        vragen(LIJST % (VRAAG % ("TEKST", "Herkomst(Grond('', ''), Status.SEED)"))),
        "heeft geen grond: regeling en bron zijn verplicht",
        "@hook",
    ),
    "keuze_zonder_opties": Beest(
        vragen(LIJST % (VRAAG % ("KEUZE", "HIER"))), "lijst a, vraag v: een keuze heeft 2 tot 20 opties", "@hook"
    ),
    "geeft_niets": Beest(vragen("return None"), "uitkomst is niets, verwacht tuple", "@hook"),
    "te_veel_diensten": Beest(
        besluit(
            "return Begeleidingsvoorstel(diensten=tuple("
            "Begeleidingsdienst(dienst=str(n), organisatie='b', herkomst=HIER) for n in range(11)))"
        ),
        "meer dan 10 diensten",
        "@hook",
    ),
    "eindeloos_veel_diensten": Beest(
        besluit(f"return Begeleidingsvoorstel(diensten=({DIENST % 'HIER'},) * 2_000_000)"),
        "uitkomst.diensten heeft meer dan 100 delen",
        "@hook",
    ),
    "te_lange_naam": Beest(
        besluit(
            "return Begeleidingsvoorstel(diensten=("
            "Begeleidingsdienst(dienst='a', organisatie='b' * 301, herkomst=HIER),))"
        ),
        "een dienst of organisatie heeft meer dan 300 tekens",
        "@hook",
    ),
    "honderdtien_lijsten": Beest(
        vragen(
            f"return tuple(Vragenlijst(id=f'l{{n}}', versie=1, titel='t', vragen=({VRAAG % ('TEKST', 'HIER')},))"
            " for n in range(110))"
        ),
        "heeft meer dan 100 delen",
        "@hook",
    ),
    "eenentwintig_lijsten": Beest(
        vragen(
            f"return tuple(Vragenlijst(id=f'l{{n}}', versie=1, titel='t', vragen=({VRAAG % ('TEKST', 'HIER')},))"
            " for n in range(21))"
        ),
        "de gemeente heeft meer dan 20 lijsten",
        "@hook",
    ),
}
