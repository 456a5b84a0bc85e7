# Sourced by the other scripts: finds or installs the pinned tools, each once per user, and puts them on PATH.
# Sources: crates.io (cargo), npm, and Debian's own packages; nothing is fetched from anywhere else.

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools_home="${XDG_CACHE_HOME:-$HOME/.cache}/parcours/tools"

TRUNK_VERSION=0.21.14
GECKODRIVER_VERSION=0.36.0
# The command line tool must equal the library that the wasm was built with.
WASM_BINDGEN_VERSION=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p;}' "$repo/Cargo.lock")

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# once NAME COMMAND… : runs COMMAND with the environment's `dest` set to a scratch folder that becomes tools_home/NAME,
# unless that exists. A lock keeps two runs from doing it at once; a run that was killed leaves no half tool behind.
once() {
  local name=$1; shift
  [ -d "$tools_home/$name/.done" ] && return
  mkdir -p "$tools_home"
  (
    flock 9
    [ -d "$tools_home/$name/.done" ] && exit
    say "tools: installing $name (once, into $tools_home)"
    rm -rf "${tools_home:?}/$name"
    mkdir -p "$tools_home/$name"
    log="$tools_home/$name.log"
    dest="$tools_home/$name" "$@" >"$log" 2>&1 || { tail -n 30 "$log" >&2; die "installing $name failed; the whole output is in $log"; }
    mkdir "$tools_home/$name/.done"
  ) 9>"$tools_home/.lock" || exit 1
}

# A tool that runs for seconds need not be optimised for minutes.
cargo_tool() {
  local target; target=$(mktemp -d)
  CARGO_TARGET_DIR=$target CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=false cargo install --root "$dest" "$@"
  local code=$?
  rm -rf "$target"
  return $code
}

npm_tools() {
  cp "$repo/package.json" "$repo/package-lock.json" "$dest/" && cd "$dest" && npm ci --ignore-scripts --no-audit --no-fund
}

need_rust_wasm() {
  has cargo || die "Rust is missing: install it from https://rustup.rs"
  rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null | xargs -r test -d && return
  has rustup || die "the Rust target wasm32-unknown-unknown is missing, and there is no rustup to add it"
  say "tools: rustup target add wasm32-unknown-unknown"
  rustup target add wasm32-unknown-unknown >&2 || die "rustup could not add the target wasm32-unknown-unknown"
}

# Installs Debian packages, where this user may.
debian() {
  has apt-get || die "missing, and this is not Debian: install the counterpart of $*"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null || die "missing packages; install them with: sudo apt-get install --no-install-recommends $*"
  fi
  say "tools: apt-get install $*"
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 || die "apt-get could not install $*"
}

has() { command -v "$1" >/dev/null; }

# What makes dist/.
need_build_tools() {
  need_rust_wasm
  [ -n "$WASM_BINDGEN_VERSION" ] || die "no wasm-bindgen in Cargo.lock"
  has node && has npm || debian nodejs npm
  once "trunk-$TRUNK_VERSION" cargo_tool --locked "trunk@$TRUNK_VERSION"
  once "wasm-bindgen-cli-$WASM_BINDGEN_VERSION" cargo_tool "wasm-bindgen-cli@$WASM_BINDGEN_VERSION"
  need_npm_tools
  export PATH="$tools_home/trunk-$TRUNK_VERSION/bin:$tools_home/wasm-bindgen-cli-$WASM_BINDGEN_VERSION/bin:$npm_home/node_modules/.bin:$PATH"
}

# wasm-opt (for the build) and axe-core (for the tests), pinned by package-lock.json.
need_npm_tools() {
  local lock; lock=$(sha256sum "$repo/package-lock.json" | cut -c1-12)
  npm_home="$tools_home/npm-$lock"
  once "npm-$lock" npm_tools
}

# need_browser chromium|firefox|webkit : the browser and its driver, for the tests.
need_browser() {
  case $1 in
    chromium) has chromium && has chromedriver || debian chromium chromium-driver ;;
    firefox)
      has firefox || has firefox-esr || debian firefox-esr
      once "geckodriver-$GECKODRIVER_VERSION" cargo_tool --locked "geckodriver@$GECKODRIVER_VERSION"
      export PATH="$tools_home/geckodriver-$GECKODRIVER_VERSION/bin:$PATH" ;;
    webkit) has WebKitWebDriver && has Xvfb || debian webkit2gtk-driver xvfb ;;
    *) die "unknown browser $1: chromium, firefox or webkit" ;;
  esac
  # The page's own font stack falls back to these; without any font WebKit draws nothing.
  fc-list 2>/dev/null | grep -qi liberation || debian fonts-liberation fontconfig
}
