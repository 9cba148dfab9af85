#!/usr/bin/env bash
# Sets up what is missing, then grounds three sentences in a real surveillance clip and writes what was found to demo-out/.
# Usage: ./demo.sh [--video FILE] [SENTENCE ...]
#        ./demo.sh --serve [--video FILE] [--url http://127.0.0.1:8080]
# With --serve it starts the server with the clip as a camera that never ends and three sentences on watch, and prints where the console
# is. Ctrl-C ends it all, and nothing is kept.
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

# What --serve started, and its data, go with this script.
server=
data=
end_server() {
  trap - EXIT INT TERM HUP
  if [[ -n $server ]]; then
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  [[ -z $data ]] || rm -rf -- "$data"
}

# $1: the clip, $2: the address.
serve() {
  local clip=$1 url=$2 line address= number=0 sentence
  data=$(mktemp -d -- "${TMPDIR:-/tmp}/stvg-demo.XXXXXX")
  trap end_server EXIT
  trap 'exit 0' INT TERM HUP
  mkfifo -- "$data/said"
  # What runs in the background of a script does not hear of Ctrl-C otherwise.
  env --default-signal=INT ./stvg serve --urls "$url" --data "$data/server" --media "$(dirname -- "$clip")" --keep-video 1h \
    --keep-video-size 2G --log-level warning >"$data/said" &
  server=$!
  exec 3<"$data/said"
  while [[ -z $address ]] && read -r -u 3 line; do
    if [[ $line == "listening on "* ]]; then address=${line#listening on }; fi
  done
  [[ -n $address ]] || fail "the server did not start; its messages are above"
  ./stvg camera add demo "$clip" --name "Demo camera" --loop --server "$address" >/dev/null
  for sentence in \
    "a woman in a red jacket walking from right to left" "a person who comes in from the left" "a person walking to the right"; do
    number=$((number + 1))
    ./stvg query add "$sentence" --id "demo-$number" --server "$address" >/dev/null
  done
  echo
  echo "   $address"
  echo
  echo "One camera, three sentences on watch. Alerts come within a minute. Ctrl-C ends it."
  wait "$server"
}

serving=
video=
url=http://127.0.0.1:8080
while [[ ${1:-} == --* ]]; do
  case $1 in
    --serve) serving=1 ;;
    --video | --url)
      [[ -n ${2:-} ]] || fail "$1 needs a value"
      if [[ $1 == --url ]]; then url=$2; else video=$2; fi
      shift ;;
    *) fail "unknown option '$1': usage: ./demo.sh [--serve] [--video FILE] [--url URL] [SENTENCE ...]" ;;
  esac
  shift
done
[[ -z $video || $video == /* ]] || video=$here/$video
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
if [[ -n $serving ]]; then
  serve "$video" "$url"
  exit
fi

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
