#!/usr/bin/env bash
# Sets up what is missing, then grounds three sentences in a real surveillance clip and writes what was found to demo-out/.
# Usage: ./demo.sh [--video FILE] [SENTENCE ...]
set -euo pipefail
here=$PWD
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

fail() {
  echo "demo: $*" >&2
  exit 2
}

# The demo clip (PETS 2009, view 1) comes with Debian's OpenCV documentation; unpacking it needs no root.
demo_clip() {
  local cache=${STVG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/orleans-stvg}/demo
  local clip=$cache/vtest.avi work
  if [[ ! -s $clip ]]; then
    command -v apt-get >/dev/null && command -v dpkg >/dev/null ||
      fail "the demo clip comes from Debian's package opencv-doc, and there is no apt-get here: name a video with --video FILE"
    echo "demo: fetching the demo clip (Debian package opencv-doc) ..." >&2
    mkdir -p -- "$cache"
    work=$(mktemp -d -- "$cache/fetch.XXXXXX")
    trap 'rm -rf -- "$work"' RETURN
    (cd -- "$work" && { apt-get -qq download opencv-doc || { apt-get -qq update && apt-get -qq download opencv-doc; }; }) >"$work/log" 2>&1 ||
      fail "apt-get could not download opencv-doc ($(grep -m1 '^E:' "$work/log" || echo "see apt-get download opencv-doc")); name a video with --video FILE"
    dpkg -x "$work"/opencv-doc*.deb "$work/unpacked"
    local found
    found=$(find "$work/unpacked" -name vtest.avi -print -quit)
    [[ -n $found ]] || fail "this version of opencv-doc has no vtest.avi: name a video with --video FILE"
    mv -- "$found" "$clip.part" && mv -- "$clip.part" "$clip"
  fi
  printf '%s\n' "$clip"
}

video=
if [[ ${1:-} == --video ]]; then
  [[ -n ${2:-} ]] || fail "--video needs a file"
  video=$2
  [[ $video == /* ]] || video=$here/$video
  shift 2
fi
sentences=("$@")
if ((${#sentences[@]} == 0)); then
  sentences=(
    "a woman in a red jacket walking from right to left"
    "the person wearing a white hat"
    "a blonde woman in a black coat on the grass"
  )
fi

./setup.sh
./stvg models pull
[[ -n $video ]] || video=$(demo_clip)

mkdir -p demo-out
number=0
for sentence in "${sentences[@]}"; do
  number=$((number + 1))
  out=demo-out/$number.mp4
  echo
  echo "$number. $sentence"
  status=0
  ./stvg ground "$video" "$sentence" --explain --render "$out" || status=$?
  case $status in
    0) echo "   look at $out" ;;
    1) echo "   nothing in the clip matches" ;;
    *) exit "$status" ;;
  esac
done
