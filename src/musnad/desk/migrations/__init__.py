"""How a desk file came to have its tables, step by step (Alembic)."""
