#!/usr/bin/env bash
# Sets up what a build of Orleans.Stvg needs: checks the .NET SDK, installs FFmpeg and npm if it may, and provides ONNX Runtime's
# C# binding, from NuGet or, where the NuGet feed lacks it, from npm. Finds out whether OpenCV can be had, which is optional.
# Writes setup.generated.props for the build.
#
#   ./setup.sh [--quiet] [--tests]
#
#   --tests   also what only tests need, where it can be installed: an RTSP server that stands for a camera,
#             PostgreSQL, and Chromium, which looks at the console
#
#   STVG_ONNXRUNTIME=auto|nuget|npm   where ONNX Runtime comes from (auto: what is there already, else NuGet, else npm)
#   STVG_OPENCV=auto|yes|no           whether the room Video.OpenCv is built in (auto: where NuGet has its packages; yes: or fail)
#   STVG_CACHE=FOLDER                 where downloads are kept (default: ~/.cache/orleans-stvg)
#
# A second run needs no network. On an error: one line on standard error, exit status 1, nothing half-written.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cache=${STVG_CACHE:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/orleans-stvg}
[[ $cache == /* ]] || cache=$PWD/$cache
wanted=${STVG_ONNXRUNTIME:-auto}
wanted_opencv=${STVG_OPENCV:-auto}
props=$root/setup.generated.props
quiet=0
tests=0
work=

# The npm package with ONNX Runtime 1.29.0: the binding's sources and the native library (MIT).
npm_name=com.github.asus4.onnxruntime
npm_version=0.4.9
npm_sha512=BkzxduSZ9IkeDP6Q8lz2TFU2ie7hSSvS7ZIfzMooExoq0CNzJnuuGaUJ7IsojBgqO4ouD1jXah8OYyJbCN29Fg==
npm_runtime=1.29.0
# The number after the dash grows when build/onnxruntime-npm changes, so that old caches are not taken for new ones.
npm_folder=$cache/onnxruntime/$npm_version-1

say() { [[ $quiet == 1 ]] || printf 'setup: %s\n' "$1"; }
die() { printf 'setup: %s\n' "$1" >&2; exit 1; }

cleanup() { if [[ -n $work ]]; then rm -rf "$work" "$props.new"; fi; }
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# --- What there is already -------------------------------------------------------------------------------------------

pinned_nuget_version() {
  local text
  text=$(<"$root/Directory.Packages.props")
  [[ $text =~ Include=\"Microsoft\.ML\.OnnxRuntime\"\ Version=\"([^\"]+)\" ]] ||
    die "Directory.Packages.props pins no version of Microsoft.ML.OnnxRuntime: restore that line"
  printf '%s' "${BASH_REMATCH[1]}"
}

pinned_opencv_version() {
  local text
  text=$(<"$root/Directory.Packages.props")
  if [[ $text =~ Include=\"OpenCvSharp4\"\ Version=\"([^\"]+)\" ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# Everything that the choice depends on; when it is unchanged and the files are there, nothing is to be done.
fingerprint() {
  printf 'asked %s, nuget %s, npm %s, folder %s, opencv %s %s' \
    "$wanted" "$nuget_version" "$npm_version" "$npm_folder" "$wanted_opencv" "$opencv_version"
}

has_npm_binding() { [[ -s $npm_folder/Microsoft.ML.OnnxRuntime.dll && -s $npm_folder/libonnxruntime.so ]]; }

is_current() {
  local text
  [[ -f $props ]] || return 1
  text=$(<"$props")
  [[ $text == *"<!-- $(escape_xml "$(fingerprint)") -->"* ]] || return 1
  [[ $text != *"<OnnxRuntimeSource>npm<"* ]] || has_npm_binding || return 1
  [[ $text != *"<OpenCv>true<"* ]] || has_opencv_packages
}

describe_choice() {
  if [[ $(<"$props") == *"<OnnxRuntimeSource>npm<"* ]]; then
    printf 'ONNX Runtime %s from npm %s@%s' "$npm_runtime" "$npm_name" "$npm_version"
  else
    printf 'ONNX Runtime %s from NuGet' "$nuget_version"
  fi
  if [[ $(<"$props") == *"<OpenCv>true<"* ]]; then printf ', OpenCV %s' "$opencv_version"; else printf ', no OpenCV'; fi
}

# --- Tools -----------------------------------------------------------------------------------------------------------

require_dotnet() {
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: install it and put 'dotnet' on PATH"
}

report_dotnet() {
  local version
  version=$(cd "$root" && dotnet --version 2>/dev/null) ||
    die "no .NET SDK here satisfies global.json: install the .NET 10 SDK"
  say ".NET SDK $version"
}

require_ffmpeg() {
  if command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null; then return; fi
  command -v apt-get >/dev/null || die "FFmpeg is missing: install the package 'ffmpeg' with this system's package manager"
  [[ $EUID == 0 ]] || die "FFmpeg is missing: install the package 'ffmpeg' (sudo apt-get install ffmpeg)"
  say "installing FFmpeg (apt-get install ffmpeg)"
  install_package ffmpeg || { apt-get update -q >/dev/null 2>&1 && install_package ffmpeg; } ||
    die "FFmpeg is missing and apt-get could not install the package 'ffmpeg': run 'apt-get install ffmpeg' to see why"
}

# The console is TypeScript, and part of the server.
require_npm() {
  if command -v npm >/dev/null; then return; fi
  command -v apt-get >/dev/null || die "npm is missing: install Node.js 20 or newer, with npm"
  [[ $EUID == 0 ]] || die "npm is missing: install the package 'npm' (sudo apt-get install npm), with Node.js 20 or newer"
  say "installing npm (apt-get install npm)"
  install_package npm || { apt-get update -q >/dev/null 2>&1 && install_package npm; } ||
    die "npm is missing and apt-get could not install the package 'npm': run 'apt-get install npm' to see why"
}

has_rtsp_server() { command -v perl >/dev/null && perl -e 'for (@INC) { exit 0 if -f "$_/RTSP/Server.pm" } exit 1'; }

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }

has_chromium() {
  command -v "${STVG_CHROMIUM:-chromium}" >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

# For tests only, which are skipped without it: nothing here is an error.
provide_for_tests() {
  local has=$1 package=$2 what=$3
  if $has; then return; fi
  if [[ $EUID == 0 ]] && command -v apt-get >/dev/null; then
    say "installing $what for tests (apt-get install $package)"
    install_package "$package" ||
      { apt-get update -q -o Acquire::http::Timeout=10 >/dev/null 2>&1 && install_package "$package"; } || true
  fi
  $has || say "tests that need $what will be skipped: install the package '$package'"
}

provide_test_tools() {
  provide_for_tests has_rtsp_server librtsp-server-perl "an RTSP server"
  provide_for_tests has_postgres postgresql "PostgreSQL"
  provide_for_tests has_chromium chromium "Chromium"
}

install_package() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" </dev/null >/dev/null 2>&1
}

# --- ONNX Runtime ----------------------------------------------------------------------------------------------------

# Without servers that would outlive this script and keep its lock.
run_dotnet() {
  env MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    dotnet "$@" </dev/null >"$work/dotnet.log" 2>&1 9>&-
}

has_nuget_package() { [[ -d ${NUGET_PACKAGES:-${HOME:-/nonexistent}/.nuget/packages}/microsoft.ml.onnxruntime/$nuget_version ]]; }

restores_from_nuget() {
  say "asking NuGet for Microsoft.ML.OnnxRuntime $nuget_version"
  BaseIntermediateOutputPath=$work/probe/ run_dotnet restore "$root/build/onnxruntime-nuget/Probe.csproj" --nologo -v q
}

# The line of a log (of dotnet, npm or tar) that says most about a failure, without its prefix.
reason() {
  local line pattern
  for pattern in 'No space left' ': error [A-Z]+[0-9]+' '^npm (error|ERR!) (network|[0-9]{3}) ' '^npm (error|ERR!) [^c]' '.'; do
    line=$(grep -E -m1 "$pattern" "$1" || true)
    if [[ -n $line ]]; then break; fi
  done
  line=${line##*: error }
  line=${line#npm error }
  printf '%.200s' "${line:-no reason was given}"
}

sha512_of() { sha512sum <"$1" | cut -d' ' -f1; }
hex_of_base64() { printf '%s' "$1" | base64 -d | od -An -v -tx1 | tr -d ' \n'; }

download_npm() {
  command -v npm >/dev/null || die "npm is missing, and ONNX Runtime is not to be had from NuGet: install the package 'npm' (Node.js)"
  say "downloading $npm_name@$npm_version from npm (150 MB, once)"
  (cd "$work" && npm pack --ignore-scripts --loglevel=error --fetch-retries=1 "$npm_name@$npm_version") \
    </dev/null >"$work/npm.log" 2>&1 9>&- || die "npm cannot download $npm_name@$npm_version: $(reason "$work/npm.log")"
  local files=("$work"/*.tgz)
  [[ -f ${files[0]} ]] || die "npm downloaded no package for $npm_name@$npm_version: try 'npm pack $npm_name@$npm_version'"
  [[ $(sha512_of "${files[0]}") == "$(hex_of_base64 "$npm_sha512")" ]] ||
    die "the download of $npm_name@$npm_version has a wrong checksum: run setup again; if it persists, 'npm cache clean --force'"
  mv "${files[0]}" "$work/download"
}

extract_npm() {
  tar -xzf "$work/download" --no-same-owner -C "$work" package/Runtime package/LICENSE package/ThirdPartyNotices.txt \
    package/Plugins/Linux/x64/libonnxruntime.so 2>"$work/tar.log" ||
    die "cannot unpack $npm_name@$npm_version in '$cache': $(reason "$work/tar.log")"
  rm -f "$work/download"
}

compile_binding() {
  say "compiling ONNX Runtime's C# binding (once)"
  mkdir -p "$work/out"
  BaseIntermediateOutputPath=$work/obj/ OnnxRuntimeSources=$work/package/Runtime \
    run_dotnet build "$root/build/onnxruntime-npm/Microsoft.ML.OnnxRuntime.csproj" --nologo -v q -c Release -o "$work/out" ||
    die "cannot compile ONNX Runtime's C# binding: $(reason "$work/dotnet.log")"
  mv "$work/package/Plugins/Linux/x64/libonnxruntime.so" "$work/package/LICENSE" "$work/package/ThirdPartyNotices.txt" "$work/out/"
}

provide_from_npm() {
  if has_npm_binding; then return; fi
  [[ $(uname -sm) == "Linux x86_64" ]] ||
    die "the npm package of ONNX Runtime is only used on Linux x64: on this system use a NuGet feed with Microsoft.ML.OnnxRuntime"
  download_npm
  extract_npm
  compile_binding
  mkdir -p "${npm_folder%/*}"
  rm -rf "$npm_folder"
  mv "$work/out" "$npm_folder" || die "cannot write '$npm_folder': check space and rights"
}

provide_from_nuget() {
  has_nuget_package || restores_from_nuget ||
    die "NuGet cannot provide Microsoft.ML.OnnxRuntime $nuget_version ($(reason "$work/dotnet.log")): try STVG_ONNXRUNTIME=npm"
}

choose_source() {
  case $wanted in
    nuget) provide_from_nuget; source_used=nuget ;;
    npm) provide_from_npm; source_used=npm ;;
    auto)
      # What is there already needs no network, so it goes first.
      if has_nuget_package; then source_used=nuget
      elif has_npm_binding; then source_used=npm
      elif restores_from_nuget; then source_used=nuget
      else
        say "NuGet does not have it; taking it from npm"
        provide_from_npm
        source_used=npm
      fi ;;
    *) die "STVG_ONNXRUNTIME is '$wanted': use auto, nuget or npm" ;;
  esac
}

# --- OpenCV, which is optional ---------------------------------------------------------------------------------------

packages=${NUGET_PACKAGES:-${HOME:-/nonexistent}/.nuget/packages}

opencv_library() { printf '%s' "$packages/opencvsharp4.official.runtime.linux-x64/$opencv_version/runtimes/linux-x64/native/libOpenCvSharpExtern.so"; }

has_opencv_packages() { [[ -d $packages/opencvsharp4/$opencv_version && -s $(opencv_library) ]]; }

opencv_lacks() { ldd "$(opencv_library)" 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | tr '\n' ' '; }

# Sets opencv to true or false; where false, says why.
choose_opencv() {
  opencv=false
  case $wanted_opencv in
    auto | yes) ;;
    no) say "OpenCV: left out (STVG_OPENCV=no)"; return ;;
    *) die "STVG_OPENCV is '$wanted_opencv': use auto, yes or no" ;;
  esac
  if [[ ! -f $root/Video.OpenCv/Stvg.Video.OpenCv.csproj ]]; then return; fi
  local why=
  if [[ $(uname -sm) != "Linux x86_64" ]]; then
    why="its native package is for Linux x64"
  elif ! has_opencv_packages; then
    say "asking NuGet for OpenCvSharp4 $opencv_version (40 MB, once)"
    BaseIntermediateOutputPath=$work/probe-opencv/ run_dotnet restore "$root/build/opencv/Probe.csproj" --nologo -v q ||
      why="NuGet cannot provide OpenCvSharp4 $opencv_version ($(reason "$work/dotnet.log"))"
  fi
  if [[ -z $why && -n $(opencv_lacks) ]]; then
    # The native library is built with windows, which nobody opens here, but it does not load without them.
    if [[ $EUID == 0 ]] && command -v apt-get >/dev/null; then
      say "installing what OpenCV's native library needs (apt-get install libgtk-3-0)"
      install_package libgtk-3-0 || { apt-get update -q >/dev/null 2>&1 && install_package libgtk-3-0; } || true
    fi
    if [[ -n $(opencv_lacks) ]]; then why="its native library needs $(opencv_lacks)(Debian, Ubuntu: apt-get install libgtk-3-0)"; fi
  fi
  if [[ -z $why ]]; then opencv=true; say "OpenCV $opencv_version"; return; fi
  if [[ $wanted_opencv == yes ]]; then die "OpenCV cannot be used: $why"; fi
  say "!! LEFT OUT: Video.OpenCv, for $why. Cameras are taken to stand; when that is mended, run STVG_OPENCV=yes ./setup.sh"
}

escape_xml() {
  local text=$1
  text=${text//&/'&amp;'}; text=${text//</'&lt;'}; text=${text//>/'&gt;'}; text=${text//--/'&#45;&#45;'}
  printf '%s' "$text"
}

write_props() {
  local folder=
  if [[ $source_used == npm ]]; then folder="
    <OnnxRuntimeFolder>$(escape_xml "$npm_folder")</OnnxRuntimeFolder>"; fi
  local text="<Project>
  <!-- Written by setup.sh; not to be edited or committed. -->
  <!-- $(escape_xml "$(fingerprint)") -->
  <PropertyGroup>
    <OnnxRuntimeSource>$source_used</OnnxRuntimeSource>$folder
    <OpenCv>$opencv</OpenCv>
  </PropertyGroup>
</Project>"
  { printf '%s\n' "$text" >"$props.new" && mv "$props.new" "$props"; } 2>/dev/null || die "cannot write '$props': check space and rights"
}

# --- Together --------------------------------------------------------------------------------------------------------

enter_cache() {
  { mkdir -p "$cache" && : >>"$cache/.setup.lock"; } 2>/dev/null ||
    die "cannot write to the cache folder '$cache': set STVG_CACHE to a folder that can be written"
  exec 9>>"$cache/.setup.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "waiting for another setup"
    flock 9
  fi
  rm -rf "$cache"/setup.??????   # left by a setup that was killed
  work=$(mktemp -d "$cache/setup.XXXXXX" 2>/dev/null) || die "cannot write to the cache folder '$cache': check space and rights"
}

main() {
  for argument in "$@"; do
    case $argument in
      --quiet) quiet=1 ;;
      --tests) tests=1 ;;
      *) die "unknown option '$argument': usage: ./setup.sh [--quiet] [--tests]" ;;
    esac
  done
  nuget_version=$(pinned_nuget_version)
  opencv_version=$(pinned_opencv_version)
  require_dotnet
  if is_current; then
    require_ffmpeg
    if [[ $tests == 1 ]]; then provide_test_tools; fi
    say "nothing to do ($(describe_choice))"
    return
  fi
  report_dotnet
  enter_cache
  choose_source
  choose_opencv
  write_props
  say "$(describe_choice)"
  require_ffmpeg
  say "FFmpeg: $(command -v ffmpeg)"
  require_npm
  if [[ $tests == 1 ]]; then provide_test_tools; fi
}

main "$@"
