"""Builds the constraints and triggers Django has no word for, as migration operations with their reverse."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.migrations import RunSQL


def unique_with_supplier(table: str) -> RunSQL:
    """Make (id, supplier_id) unique on `table`, which is what `same_supplier_fk` points to."""
    name = _name(table, "id_supplier")
    return RunSQL(
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE (id, supplier_id);',
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}";',
    )


def same_supplier_fk(table: str, column: str, to_table: str, *, also: str = "") -> RunSQL:
    """
    Let `table.column` point only to rows of `to_table` that belong to the same supplier.

    `also` names one more column that must be the same on both sides, such as the currency. `to_table` needs
    a unique (id, supplier_id) with it. An empty column points nowhere and is not checked.
    """
    name = _name(table, column, "same_supplier", *([also] if also else []))
    more = f', "{also}"' if also else ""
    return RunSQL(
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY ("{column}", supplier_id{more})'
        f' REFERENCES "{to_table}" (id, supplier_id{more}) DEFERRABLE INITIALLY IMMEDIATE;',
        f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}";',
    )


def append_only(table: str) -> RunSQL:
    """Refuse to change, delete or empty the rows of `table`; what is wrong is answered by a new row."""
    name = _name(table, "append_only")
    return _trigger(
        function=name,
        body=f"""
        BEGIN
            RAISE EXCEPTION 'Rows of {table} are never changed or deleted; write a new row instead.'
                USING ERRCODE = 'restrict_violation';
        END;
        """,
        triggers={
            name: f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW',
            _name(table, "never_emptied"): f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT',
        },
        table=table,
    )


def allowed_steps(table: str, column: str, steps: Mapping[str, Collection[str]]) -> RunSQL:
    """
    Refuse a change of state that is not in `steps`, the same table the Python machine uses.

    A migration states the steps as literals; a later migration calls this again with the new ones.
    """
    name = _name(table, column, "allowed_steps")
    pairs = sorted((str(origin), str(to)) for origin, goals in steps.items() for to in goals)
    values = ", ".join(f"({_literal(origin)}, {_literal(to)})" for origin, to in pairs)
    return _trigger(
        function=name,
        body=f"""
        BEGIN
            IF (OLD."{column}", NEW."{column}") NOT IN ({values}) THEN
                RAISE EXCEPTION 'A row of {table} cannot go from % to %.', OLD."{column}", NEW."{column}"
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END;
        """,
        triggers={
            name: f'BEFORE UPDATE OF "{column}" ON "{table}" FOR EACH ROW'
            f' WHEN (OLD."{column}" IS DISTINCT FROM NEW."{column}")'
        },
        table=table,
    )


def sum_zero(table: str, *, transaction_table: str, transaction_column: str = "transaction_id") -> RunSQL:
    """
    Refuse at COMMIT a transaction whose entries in `table` do not sum to zero in one currency.

    `table` has the columns amount and currency. A transaction without entries is refused as well. It looks at
    each entry by itself; `balanced` looks at each statement.
    """
    balanced = _name(table, "sum_zero")
    checks_sum = _trigger(
        function=balanced,
        body=_sum_zero_body(table, transaction_column),
        triggers={balanced: f'AFTER INSERT ON "{table}" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW'},
        table=table,
        kind="CONSTRAINT TRIGGER",
    )
    checks_filled = _has_entries(table, transaction_table, transaction_column)
    return RunSQL(
        f"{checks_sum.sql}\n{checks_filled.sql}", f"{checks_filled.reverse_sql}\n{checks_sum.reverse_sql}"
    )


def balanced(table: str, *, transaction_table: str, transaction_column: str = "transaction_id") -> RunSQL:
    """
    Refuse a statement whose entries in `table` do not sum to zero in each transaction.

    All entries of a transaction are therefore written at once, and whatever is added later balances by itself.
    A transaction without entries is refused at COMMIT. That all entries are in the transaction's currency is
    for a foreign key to say.
    """
    name = _name(table, "balanced")
    checks_sum = _trigger(
        function=name,
        body=_balanced_body(transaction_column),
        triggers={name: f'AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS written FOR EACH STATEMENT'},
        table=table,
    )
    checks_filled = _has_entries(table, transaction_table, transaction_column)
    return RunSQL(
        f"{checks_sum.sql}\n{checks_filled.sql}", f"{checks_filled.reverse_sql}\n{checks_sum.reverse_sql}"
    )


def undone(operation: RunSQL) -> RunSQL:
    """Return the operation that takes an earlier one back, and whose reverse puts it up again."""
    return RunSQL(operation.reverse_sql or RunSQL.noop, operation.sql)


def _has_entries(table: str, transaction_table: str, transaction_column: str) -> RunSQL:
    filled = _name(transaction_table, "has_entries")
    return _trigger(
        function=filled,
        body=f"""
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM "{table}" WHERE "{transaction_column}" = NEW.id) THEN
                RAISE EXCEPTION 'Transaction % has no entries.', NEW.id USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END;
        """,  # noqa: S608 -- table and column names come from our own migrations
        triggers={filled: f'AFTER INSERT ON "{transaction_table}" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW'},
        table=transaction_table,
        kind="CONSTRAINT TRIGGER",
    )


def _balanced_body(transaction_column: str) -> str:
    return f"""
        DECLARE
            wrong record;
        BEGIN
            SELECT "{transaction_column}" AS id, sum(amount) AS total, min(currency) AS currency INTO wrong
                FROM written GROUP BY 1 HAVING sum(amount) <> 0 LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION 'The entries of transaction % sum to % % instead of zero.',
                    wrong.id, wrong.total, wrong.currency USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END;
    """  # noqa: S608 -- the column name comes from our own migrations


def _sum_zero_body(table: str, transaction_column: str) -> str:
    return f"""
        DECLARE
            total numeric; one_currency text; other_currency text;
        BEGIN
            SELECT sum(amount), min(currency), max(currency) INTO total, one_currency, other_currency
                FROM "{table}" WHERE "{transaction_column}" = NEW."{transaction_column}";
            IF one_currency <> other_currency THEN
                RAISE EXCEPTION 'Transaction % mixes % and %.', NEW."{transaction_column}", one_currency,
                    other_currency USING ERRCODE = 'check_violation';
            ELSIF total <> 0 THEN
                RAISE EXCEPTION 'The entries of transaction % sum to % % instead of zero.',
                    NEW."{transaction_column}", total, one_currency USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END;
    """  # noqa: S608 -- table and column names come from our own migrations


def _trigger(
    *, function: str, body: str, triggers: Mapping[str, str], table: str, kind: str = "TRIGGER"
) -> RunSQL:
    create = [f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $${body}$$;']
    drop = []
    for name, when in triggers.items():
        drop_one = f'DROP TRIGGER IF EXISTS "{name}" ON "{table}";'
        create += [drop_one, f'CREATE {kind} "{name}" {when} EXECUTE FUNCTION "{function}"();']
        drop.append(drop_one)
    drop.append(f'DROP FUNCTION IF EXISTS "{function}"();')
    return RunSQL("\n".join(create), "\n".join(drop))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(*parts: str) -> str:
    name = "_".join(parts)
    if len(name) > 63:
        raise ValueError(f"PostgreSQL would cut the name {name} short; it has more than 63 characters.")
    return name
