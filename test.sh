#!/usr/bin/env bash
# Sets up what is missing, builds everything, and runs every test that this machine's feeds allow.
# Arguments are handed to every test program (for example: ./test.sh -class '*Tracker*').
# The last line is "N passed, N failed", with ", N skipped" when some were.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

# What only tests need: a Debian package, and a file that shows that it is there. Where it cannot be installed, its tests are skipped
# and say so.
test_packages=(
  "postgresql /usr/lib/postgresql/*/bin/initdb"
)

install_test_packages() {
  local package sign
  while read -r package sign; do
    if compgen -G "$sign" >/dev/null || [[ $EUID != 0 ]] || ! command -v apt-get >/dev/null; then continue; fi
    echo "installing $package, for tests"
    install_package "$package" || { apt-get update -q >/dev/null 2>&1 && install_package "$package"; } ||
      echo "cannot install $package: its tests are skipped"
  done < <(printf '%s\n' "${test_packages[@]}")
}

install_package() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" </dev/null >/dev/null 2>&1
}

started=$SECONDS
./setup.sh
install_test_packages
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
