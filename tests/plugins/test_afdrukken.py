"""Een vraag die verandert vraagt een hogere versie: bij het starten, tegen de afdrukken die naast de plugin liggen."""

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.host import bouw_plugins
from tests.plugins.beesten import vragen
from tests.plugins.kast import Kast, tenants_met
from tests.plugins.test_gevel import VANDAAG, VRAAGT, WIE, plugins_van


def _problemen(kast: Kast, recht: Recht, naam: str) -> str:
    stand = bouw_plugins(tenants_met(Schagen=(naam,)), recht, kast.vindplaats, vandaag=VANDAAG)
    return "\n".join(str(u) for u in stand.uitval.values())


def test_een_andere_tekst_zonder_hogere_versie_wordt_geweigerd(kast: Kast, recht: Recht) -> None:
    kast.zet("vraagt", vragen(VRAAGT % ("1", "'Heeft u een auto?'")))
    assert _problemen(kast, recht, "vraagt") == ""
    kast.zet("vraagt", vragen(VRAAGT % ("1", "'Heeft u een fiets?'")), False)
    melding = _problemen(kast, recht, "vraagt")
    assert "lijst a versie 1 is veranderd zonder hogere versie (kast/vraagt/afdrukken.yaml)" in melding
    assert "Herstel: verhoog de versie van de lijst" in melding
    kast.zet("vraagt", vragen(VRAAGT % ("2", "'Heeft u een fiets?'")), False)
    assert "lijst a versie 2 heeft geen afdruk" in _problemen(kast, recht, "vraagt")
    kast.zet("vraagt", vragen(VRAAGT % ("2", "'Heeft u een fiets?'")))
    assert _problemen(kast, recht, "vraagt") == ""


@pytest.mark.parametrize(
    ("anders", "telt"),
    [
        ("titel='t'->titel='u'", False),
        ("verplicht=True->verplicht=False", False),
        ("Proefverordening->Andere verordening", False),
        ("id='v'->id='w'", True),
        ("Vraagsoort.TEKST->Vraagsoort.GETAL", True),
    ],
)
def test_wat_een_andere_vraag_is(kast: Kast, recht: Recht, anders: str, telt: bool) -> None:
    """Wat niet verandert wat een antwoord betekent, vraagt geen nieuwe versie."""
    was, wordt = anders.split("->")
    kast.zet("vraagt", vragen(VRAAGT % ("1", "'x'")))
    plugin = kast.map / "vraagt" / "plugin.py"
    plugin.write_text(plugin.read_text(encoding="utf-8").replace(was, wordt), encoding="utf-8")
    assert bool(_problemen(kast, recht, "vraagt")) is telt


def test_een_waarde_in_de_tekst_vraagt_een_versie_die_meeloopt(kast: Kast, recht: Recht) -> None:
    """De proef kijkt ook op de dag dat de waarde ingaat: de tekst is dan anders, en de versie nog dezelfde."""
    tekst = "f'kent u {p.op(peildatum, str)[0]}?'"
    bron = "p = self._p\n        " + VRAAGT
    neemt = ("parameters): pass", "parameters): self._p = parameters['wie']")
    kast.zet("stil", vragen(bron % ("1", tekst)).replace(*neemt), wie=WIE)
    assert "lijst a versie 1 is veranderd zonder hogere versie" in _problemen(kast, recht, "stil")
    kast.zet("loopt_mee", vragen(bron % ("p.volgnummer(peildatum)", tekst)).replace(*neemt), wie=WIE)
    assert plugins_van(kast, recht, "loopt_mee")


def test_onleesbare_afdrukken_zeggen_wat_te_doen(kast: Kast, recht: Recht) -> None:
    map_ = kast.zet("vraagt", vragen(VRAAGT % ("1", "'x'")))
    (map_ / "afdrukken.yaml").write_text("a: [\n", encoding="utf-8")
    melding = _problemen(kast, recht, "vraagt")
    assert "is niet te lezen" in melding
    assert "Herstel: maak het opnieuw met `meedoen plugins afdrukken vraagt`" in melding
