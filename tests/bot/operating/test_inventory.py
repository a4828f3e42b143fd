"""The inventory of data: current, and complete."""

from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from bot.operating.inventory import Undescribed, page
from bot.store import schema

PAGE = Path(__file__).parents[3] / "docs" / "data-inventory.md"


def test_g25_the_inventory_of_data_is_current() -> None:
    """docs/data-inventory.md is what the schema says; `make docs` writes it anew."""
    assert PAGE.read_text("utf-8") == page()


def test_a_table_nobody_described_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be kept in silence."""
    more = MetaData()
    for table in schema.store.tables.values():
        table.to_metadata(more)
    Table("diary", more, Column("seq", Integer, primary_key=True))
    monkeypatch.setattr(schema, "store", more)
    monkeypatch.setattr(schema, "RULES", {**schema.RULES, "diary": "delete"})

    with pytest.raises(Undescribed, match="diary"):
        page()
