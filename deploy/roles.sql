-- Three roles. The owner migrates, and writes and restores backups; it runs nothing else. Workers and the tick, and
-- the web, may read and write rows and no more; workers may also have the partition of a month made for them.
-- Run as a superuser in the database of Min side, and again after every migration and every restore:
--   psql --set=owner_password=... --set=worker_password=... --set=web_password=... --dbname=minside
--     --file=deploy/roles.sql
-- The database itself is made once:
--   CREATE DATABASE minside OWNER minside TEMPLATE template0 ENCODING 'UTF8'
--     LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' LC_CTYPE 'C.UTF-8';
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I LOGIN', name) FROM (VALUES ('minside'), ('minside_worker'), ('minside_web')) AS role (name)
WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec

\if :{?owner_password}
ALTER ROLE minside PASSWORD :'owner_password';
\endif
\if :{?worker_password}
ALTER ROLE minside_worker PASSWORD :'worker_password';
\endif
\if :{?web_password}
ALTER ROLE minside_web PASSWORD :'web_password';
\endif

BEGIN;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO minside;
GRANT USAGE ON SCHEMA public TO minside_worker, minside_web;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM minside_worker, minside_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO minside_worker, minside_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO minside_worker, minside_web;
ALTER DEFAULT PRIVILEGES FOR ROLE minside IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO minside_worker, minside_web;
ALTER DEFAULT PRIVILEGES FOR ROLE minside IN SCHEMA public GRANT USAGE ON SEQUENCES TO minside_worker, minside_web;

-- Tables are the owner's to make. Workers ask its function for the next months' partitions; a dump is restored
-- without privileges, so what everybody else may not call is said here again.
REVOKE EXECUTE ON FUNCTION contracts_make_month(date) FROM PUBLIC, minside_web;
GRANT EXECUTE ON FUNCTION contracts_make_month(date) TO minside_worker;

-- A mass run counts the rows it wrote for the planner (PostgreSQL 17 and later; before, autovacuum comes to it).
SELECT format('GRANT MAINTAIN ON %I TO minside_worker', name)
FROM unnest(ARRAY['billing_invoice', 'billing_invoiceline', 'billing_transaction', 'billing_entry']) AS name
WHERE current_setting('server_version_num')::int >= 170000 \gexec

-- History is not rewritten: besides the triggers, these roles have no right to try.
SELECT format('REVOKE UPDATE, DELETE ON %I.%I FROM minside_worker, minside_web', n.nspname, c.relname)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE t.tgname LIKE '%\_append\_only' \gexec

-- Which migrations ran, and when it is, are the owner's to say.
REVOKE INSERT, UPDATE, DELETE ON django_migrations, accounts_simulatednow FROM minside_worker, minside_web;
COMMIT;
