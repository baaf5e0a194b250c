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
  apt_install "${missing[*]}" "${missing[@]}"
fi
step 'Servers: ready (nginx, Caddy)'
