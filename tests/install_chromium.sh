#!/bin/sh
# A real browser for the tests: the one that is there, else Debian's package when root, else
# Playwright's own build. Fails loudly: the browser tests are never skipped.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then
    echo "Browser for the tests: $(command -v "$name")"
    exit 0
  fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's chromium for the browser tests"
  apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends chromium >/dev/null \
    && command -v chromium && exit 0
fi
echo "Installing Playwright's own Chromium for the browser tests"
"${PYTHON:-python3}" -m playwright install chromium || {
  echo "No browser could be installed: install chromium and run make test again" >&2
  exit 1
}
