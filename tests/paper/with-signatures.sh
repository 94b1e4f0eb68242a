#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-signatures.sh TEST [--trusted]: runs TEST with a folder of signed PDFs (signed_pdf.py) as its
# argument, as on any computer; with --trusted, as on one that knows the authority behind them.
set -euo pipefail
if ! command -v openssl >/dev/null; then
  echo '1..0 # SKIP openssl is not installed'
  exit 0
fi
here=$(dirname "$(readlink -f "$0")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$here/signed_pdf.py" "$folder"
export HOME=$folder/home
mkdir -p "$HOME"
if [ "${2:-}" = --trusted ]; then
  if ! command -v certutil >/dev/null; then
    echo '1..0 # SKIP certutil is not installed (package libnss3-tools)'
    exit 0
  fi
  profile=$HOME/.mozilla/firefox/test.default
  mkdir -p "$profile"
  certutil -N -d "sql:$profile" --empty-password
  certutil -A -d "sql:$profile" -n authority -t 'CTu,Cu,CTu' -i "$folder/certificate.pem"
fi
"$1" "$folder" "${@:2}"
