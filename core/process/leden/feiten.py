"""Wat er van elke kolom van een uitnodiging bekend is. Zij gaat over een medewerker, nooit over een inburgeraar.

Wie genodigd is (naam, functie, telefoon, adres) staat er tot hij aanvaardt of zij wordt ingetrokken, en anders tot een
maand nadat zij verliep (`taken.py`); de rest blijft, als bewijs van wie wie binnenliet.
"""

from core.platform.db.feiten import PERSOON, Bewaarklasse, feiten
from core.process.leden.tables import Uitnodiging

FEITEN = (
    feiten(
        Uitnodiging,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id organisatie_id rol vanaf tot afdruk status uitgenodigd_op uitgenodigd_door"
        " verloopt_op beantwoord_op aanvaard_door post_id",
        naam=PERSOON,
        functie=PERSOON,
        telefoon=PERSOON,
        email=PERSOON,
        uitgenodigd_namens=PERSOON,
    ),
)
