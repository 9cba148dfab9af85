#!/usr/bin/env bash
# Makes the tables that the Orleans runtime keeps its cluster in (members, grain state, reminders), in an empty database or one that has
# some of them already. What is there is left alone: it may be run as often as one likes.
#
#   PGHOST=db PGDATABASE=stvg PGUSER=stvg PGPASSWORD=... deploy/apply-orleans-sql.sh FOLDER
#
# FOLDER holds the scripts of the Orleans release that Directory.Packages.props pins (OrleansVersion): either the four files side by side,
# or the folder src/AdoNet of its source tree as it is. deploy/orleans-sql/README.md says where they come from. The connection is psql's
# (PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, or a service file). The archive's own tables are made by the program.
#
# It does not upgrade: what changed between two releases is in the folders Migrations beside the scripts.
#
# On an error: one line on standard error, exit status 1; a script is applied whole or not at all.
set -euo pipefail

# Each script, and a query that it leaves in the table orleansquery; the first one makes that table. The order matters.
scripts=(
  PostgreSQL-Main.sql:
  PostgreSQL-Clustering.sql:MembershipReadAllKey
  PostgreSQL-Persistence.sql:WriteToStorageKey
  PostgreSQL-Reminders.sql:UpsertReminderRowKey
)

die() { printf 'apply-orleans-sql: %s\n' "$1" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What psql complained of, without its prefix.
reason() {
  local line
  line=$(grep -E -m1 'ERROR|FATAL|error' "$work/error" || grep -m1 . "$work/error" || true)
  line=${line#psql: }
  printf '%.300s' "${line#error: }"
}

# The scripts' notes on types are of no use to anybody.
export PGOPTIONS="${PGOPTIONS:-} -c client_min_messages=warning"

ask() { psql -X -q -A -t -w -v ON_ERROR_STOP=1 -c "$1" 2>"$work/error"; }

has_table() { [[ $(ask "SELECT to_regclass('orleansquery') IS NOT NULL") == t ]]; }

is_applied() {
  if [[ -z $1 ]]; then has_table; else [[ $(ask "SELECT count(*) FROM orleansquery WHERE querykey = '$1'") == 1 ]]; fi
}

# Side by side, or in the source tree's folders.
find_script() {
  local file
  for file in "$folder/$1" "$folder"/*/"$1"; do
    if [[ -s $file ]]; then printf '%s' "$file"; return; fi
  done
}

(($# == 1)) || die "usage: apply-orleans-sql.sh FOLDER"
folder=$1
[[ -d $folder ]] || die "there is no folder '$folder'"
command -v psql >/dev/null || die "psql is missing: install the package 'postgresql-client'"
ask 'SELECT 1' >/dev/null || die "the database cannot be reached: $(reason); set PGHOST, PGDATABASE, PGUSER and PGPASSWORD"

for pair in "${scripts[@]}"; do
  script=${pair%%:*} query=${pair#*:}
  if is_applied "$query"; then
    echo "$script: there already"
    continue
  fi
  file=$(find_script "$script")
  [[ -n $file ]] || die "'$folder' lacks $script: deploy/orleans-sql/README.md says where it comes from"
  psql -X -q -w -v ON_ERROR_STOP=1 --single-transaction -f "$file" >/dev/null 2>"$work/error" ||
    die "$script cannot be applied, and nothing of it was: $(reason)"
  is_applied "$query" ||
    die "$script was applied, but left no '${query:-table orleansquery}' behind: is it that of PostgreSQL, and of Orleans 10?"
  echo "$script: applied"
done
