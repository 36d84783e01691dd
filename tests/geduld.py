"""Hoelang een test hoogstens wacht op wat vanzelf komt: een grens, geen wachttijd.

Ruim, want op een drukke machine komt hetzelfde later; en korter dan `timeout` van pytest, zodat de test zelf zegt wat
er niet kwam.
"""

GEDULD = 45
