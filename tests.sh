# The test runs of ./soroka, sourced by it.

# Debian packages that the tests use: a browser, a reader of what goes over the line, Prometheus' judge of metrics and alerts, another SMS gateway, a database and a server of files that clients come from.
test_packages=(chromium tshark prometheus kannel mariadb-server openssh-server)

install_test_packages() {
  local program
  for program in chromium tshark promtool bearerbox mariadbd /usr/sbin/sshd; do
    command -v "$program" >/dev/null 2>&1 || break
  done
  command -v "$program" >/dev/null 2>&1 && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "The tests need Debian's ${test_packages[*]}: installing."
    step "Reading package lists" "$target/apt-update.log" apt-get update
    step "Installing ${test_packages[*]}" "$target/apt-install.log" \
      env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${test_packages[@]}"
  else
    fail "The tests need ${test_packages[*]}; install it (apt-get install ${test_packages[*]}) and run this again."
  fi
}

# Runs a command as a part of the tests; its output goes to the console.
part() {
  local name=$1 began=$SECONDS
  shift
  say ""
  say "== $name"
  "$@" || fail "$name failed after $((SECONDS - began)) s."
  say "== $name: $((SECONDS - began)) s"
}

run_tests() {
  local began=$SECONDS
  mkdir -p "$target"
  case ${1:-all} in
    quick)
      build_ui
      part "Interface: lint, types, words" npm --prefix "$home/ui" run lint
      part "Interface: unit tests that open no page" npm --prefix "$home/ui" test -- --exclude "**/*.test.tsx"
      part "Server: quick tests" maven test -Dexcluded.groups=slow
      ;;
    all)
      install_test_packages
      build_ui
      part "Interface: lint, types, words" npm --prefix "$home/ui" run lint
      part "Interface: unit tests" npm --prefix "$home/ui" test
      part "Server: all tests and coverage" maven verify
      slowest
      part "Server: mutations" maven -Ppit test-compile org.pitest:pitest-maven:mutationCoverage
      build_server
      part "Browser: every state under axe" npm --prefix "$home/ui" run states
      part "Browser: the scenarios against the real server" browser_scenario
      part "Demo: the main job without a browser" "$home/soroka" demo --headless --json
      ;;
    *) fail "./soroka test takes nothing, or quick." ;;
  esac
  say ""
  say "All tests passed in $(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s."
}

# Prints the ten slowest tests of the last server run.
slowest() {
  say ""
  say "The ten slowest tests, in seconds:"
  grep -ho '<testcase [^>]*' "$target"/surefire-reports/TEST-*.xml \
    | sed -E 's/.*name="([^"]*)".*classname="([^"]*)".*time="([^"]*)".*/\3 \2 \1/' \
    | tr -d ',' | sort -rn | sed -n 1,10p >&2
}

# Starts the demo on a free port with fresh data and walks through it with a browser.
browser_scenario() (
  data=$(mktemp -d)
  chmod 755 "$data"
  "$home/soroka" demo --data "$data" --port 0 >"$data/out" 2>&1 &
  server=$!
  # A server stopped by signal answers 143, which must not become the answer of the scenario.
  trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
  for _ in $(seq 600); do
    url=$(sed -n 's/^ *Soroka: *//p' "$data/out")
    [ -n "$url" ] && break
    kill -0 $server 2>/dev/null || { cat "$data/out" >&2; exit 1; }
    sleep 0.1
  done
  phones=$(sed -n 's/^ *Phones: *\([^ ]*\).*/\1/p' "$data/out")
  cd "$home/ui"
  SOROKA_URL=${url%/} SOROKA_SIMULATOR_URL=$phones SOROKA_LOGIN=anna SOROKA_PASSWORD=soroka-demo npm run e2e
)
