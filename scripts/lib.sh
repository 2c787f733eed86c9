# Shared by the scripts beside it.

# Runs a step and says how long it took.
step() {
  local name=$1 started=$SECONDS
  shift
  echo "== $name"
  "$@"
  echo "== $name: $((SECONDS - started)) s"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian's packages, installed once.
apt_install() {
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need COMMAND PACKAGE…
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null || step "install $*" apt_install "$@"
}

need_rust_tools() {
  need cc gcc libc6-dev
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
    step "install rustfmt and clippy" rustup component add rustfmt clippy
}

need_browser() {
  need "${CHROMIUM:-chromium}" chromium fonts-liberation
  need npm nodejs npm
  # For the HTML checker, a .jar among the browser packages.
  need "${JAVA:-java}" default-jre-headless
  step "browser packages" npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel=error
}

need_cargo_tool() {
  command -v "$1" >/dev/null || step "install $1" cargo install --locked --quiet "$1" --version "^$2"
}
