#!/usr/bin/env bash
# Makes sure that nginx, its brotli module and Caddy are here for the tests of hosting/: installed ones, or the packages of
# Debian and Ubuntu. They are started by the tests, on free ports, and not as services of the machine.
set -euo pipefail
source "$(dirname "$0")/versions.sh"

missing=()
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
[ -e /usr/lib/nginx/modules/ngx_http_brotli_filter_module.so ] || missing+=(libnginx-mod-http-brotli-filter)
command -v caddy >/dev/null || missing+=(caddy)

if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "not found: ${missing[*]}. Install them and run this again."
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "not found: ${missing[*]}, and installing needs root. Run: apt-get install ${missing[*]}"
    sudo=sudo
  fi
  step "Servers: installing ${missing[*]}"
  $sudo apt-get update -qq
  # A run level of one keeps the packages from starting services.
  $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
step 'Servers: ready (nginx, Caddy)'
