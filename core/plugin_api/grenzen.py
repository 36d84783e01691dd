"""Hoe groot een bijdrage mag zijn. De host die haar nakijkt en het contract van de API lezen dezelfde getallen."""

LANGSTE_ID = 60
LANGSTE_TEKST = 1_000
LANGSTE_NAAM = 300
"""Van een dienst of een organisatie."""
MEESTE_LIJSTEN = 20
"""Van alle plugins van een gemeente samen."""
MEESTE_VRAGEN = 30
MINSTE_OPTIES = 2
MEESTE_OPTIES = 20
MEESTE_DIENSTEN = 10
MEESTE_PLUGINS = 20
