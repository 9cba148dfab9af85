#!/usr/bin/env bash
# Sets up what is missing, builds everything, and runs every test that this machine's feeds allow.
# Arguments are handed to every test program (for example: ./test.sh -class '*Tracker*').
# The last line is "N passed, N failed", with ", N skipped" when some were.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

started=$SECONDS
./setup.sh --tests
echo "building ..."
dotnet build Orleans.Stvg.sln -c Release -v quiet -nologo -clp:NoSummary
./stvg models pull

passed=0 failed=0 skipped=0
for project in tests/*.Tests; do
  name=Stvg.$(basename -- "$project")
  program=$project/bin/Release/net10.0/$name.dll
  echo
  echo "== $name"
  log=$(mktemp)
  # -showLiveOutput lets the tests print the figures they measured.
  dotnet "$program" -noColor -noLogo -showLiveOutput "$@" 2>&1 | tee "$log" || true
  summary=$(grep -E '^ *'"$name"' +Total: ' "$log" | tail -n 1 || true)
  rm -f -- "$log"
  count() { sed -nE "s/.*[ ,]$1: ([0-9]+).*/\1/p" <<<"$summary"; }
  if [[ -z $summary ]]; then
    echo "== $name ended without a summary: counted as one failure"
    failed=$((failed + 1))
    continue
  fi
  bad=$(($(count Failed) + $(count Errors)))
  failed=$((failed + bad))
  skipped=$((skipped + $(count Skipped)))
  # Not run: those that only other tests start.
  passed=$((passed + $(count Total) - bad - $(count Skipped) - $(count "Not Run")))
done

echo
echo "took $((SECONDS - started)) s"
if ((skipped > 0)); then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
((failed == 0))
