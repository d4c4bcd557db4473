-- Two roles: the owner migrates and works (workers make partitions), the web may read and write rows and no more.
-- Run as a superuser in the database of Min side, and again after every migration:
--   psql --set=owner_password=... --set=web_password=... --dbname=minside --file=deploy/roles.sql
-- The database itself is made once:
--   CREATE DATABASE minside OWNER minside TEMPLATE template0 ENCODING 'UTF8'
--     LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' LC_CTYPE 'C.UTF-8';
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I LOGIN', name) FROM (VALUES ('minside'), ('minside_web')) AS role (name)
WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec

\if :{?owner_password}
ALTER ROLE minside PASSWORD :'owner_password';
\endif
\if :{?web_password}
ALTER ROLE minside_web PASSWORD :'web_password';
\endif

BEGIN;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO minside;
GRANT USAGE ON SCHEMA public TO minside_web;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM minside_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO minside_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO minside_web;
ALTER DEFAULT PRIVILEGES FOR ROLE minside IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO minside_web;
ALTER DEFAULT PRIVILEGES FOR ROLE minside IN SCHEMA public GRANT USAGE ON SEQUENCES TO minside_web;

-- History is not rewritten: besides the triggers, the web's role has no right to try.
SELECT format('REVOKE UPDATE, DELETE ON %I.%I FROM minside_web', n.nspname, c.relname)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE t.tgname LIKE '%\_append\_only' \gexec

-- Which migrations ran, and when it is, are the owner's to say.
REVOKE INSERT, UPDATE, DELETE ON django_migrations, accounts_simulatednow FROM minside_web;
COMMIT;
