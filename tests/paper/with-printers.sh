#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-printers.sh [--tap] TEST…: runs TEST beside a print server of its own, as root or not.
# PRINT_SERVER is its folder:
#
#   socket       where it listens          pid     its process
#   printed/N    what job N was            printed/N.says  its title, copies and options
#   printed/N-K  what the Kth document of job N was
#   go           a FIFO: jobs of Slow end when it is written to
#   broken       while it exists, Broken fails and stops
#
# Printers: Plain (default; A4), Duplex (A3, both sides, colour), Slow, Broken, Paused, Closed (takes
# no jobs).
set -euo pipefail
if [ ! -x /usr/sbin/cupsd ]; then
  echo '1..0 # SKIP cupsd is not installed (package cups-daemon)'
  [ "${1:-}" = --tap ] && exit 0
  exit 77
fi
if [ "${1:-}" = --tap ]; then shift; fi
server=$(mktemp -d)
mkdir -p "$server"/{etc/ppd,spool/tmp,cache,state,keys,programs/{backend,filter},printed}
mkfifo "$server/go"

cat > "$server/etc/cupsd.conf" <<CONF
Listen $server/socket
LogLevel info
MaxLogSize 0
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
CONF

cat > "$server/etc/cups-files.conf" <<CONF
User $([ "$(id -u)" = 0 ] && echo lp || id -un)
Group $([ "$(id -u)" = 0 ] && echo lp || id -gn)
SystemGroup $([ "$(id -u)" = 0 ] && echo root || echo lpadmin)
ServerRoot $server/etc
ServerBin $server/programs
RequestRoot $server/spool
TempDir $server/spool/tmp
CacheDir $server/cache
StateDir $server/state
ServerKeychain $server/keys
ErrorLog $server/errors
AccessLog $server/accesses
PageLog $server/pages
Printcap
CONF

# The programs of the system, but for the way to a printer, which is a file here. A PDF goes it as it
# is; a server without a filter at all prints the first document of a job and no other.
for program in /usr/lib/cups/*; do
  case ${program##*/} in backend | filter) ;; *) ln -s "$program" "$server/programs/" ;; esac
done
printf '#!/bin/sh\nexec cat "${6:--}"\n' > "$server/programs/filter/relay"
chmod 755 "$server/programs/filter/relay"
cat > "$server/programs/backend/catch" <<CATCH
#!/bin/sh
# job user title copies options [file]
[ \$# -gt 0 ] || exit 0
case \$DEVICE_URI in
  catch:/slow) echo 'STATE: +media-jam-error' >&2; read -r go < '$server/go' ;;
  catch:/broken) if [ -e '$server/broken' ]; then
      echo 'STATE: +media-empty-error' >&2; exit 4; fi ;;
esac
k=1
while [ -e '$server/printed/'\$1-\$k ]; do k=\$((k + 1)); done
cat "\${6:--}" > '$server/printed/'\$1
cp '$server/printed/'\$1 '$server/printed/'\$1-\$k
printf 'title=%s\ncopies=%s\noptions=%s\n' "\$3" "\$4" "\$5" > '$server/printed/'\$1.part
mv '$server/printed/'\$1.part '$server/printed/'\$1.says
CATCH
chmod 755 "$server/programs/backend/catch"

# printer NAME LABEL STATE ACCEPTING SIZES…
printer () {
  local name=$1 label=$2 state=$3 accepting=$4 size
  shift 4
  printf '<%s %s>\nInfo %s\nLocation Salle 12\nDeviceURI catch:/%s\nState %s\nStateTime 0\n' \
    "$([ "$name" = Plain ] && echo DefaultPrinter || echo Printer)" "$name" "$label" \
    "${name,,}" "$state"
  printf 'Accepting %s\nShared No\nErrorPolicy stop-printer\n</%s>\n' "$accepting" \
    "$([ "$name" = Plain ] && echo DefaultPrinter || echo Printer)"
  {
    printf '*PPD-Adobe: "4.3"\n*FormatVersion: "4.3"\n*FileVersion: "1.0"\n'
    printf '*LanguageVersion: English\n*LanguageEncoding: ISOLatin1\n*PCFileName: "CATCH.PPD"\n'
    printf '*Manufacturer: "Catch"\n*Product: "(Catch)"\n*ModelName: "Catch %s"\n' "$name"
    printf '*ShortNickName: "Catch"\n*NickName: "Catch %s"\n*PSVersion: "(3010.000) 0"\n' "$name"
    printf '*LanguageLevel: "3"\n*ColorDevice: %s\n*DefaultColorSpace: RGB\n' \
      "$([ "$name" = Duplex ] && echo True || echo False)"
    # A document after the other, as with printers that need no driver.
    printf '*cupsSingleFile: True\n'
    printf '*cupsVersion: 2.3\n*cupsFilter2: "application/pdf application/pdf 0 relay"\n'
    for option in PageSize PageRegion; do
      printf '*OpenUI *%s/Size: PickOne\n*Default%s: A4\n' $option $option
      for size in "$@"; do printf '*%s %s: ""\n' $option "$size"; done
      printf '*CloseUI: *%s\n' $option
    done
    printf '*DefaultImageableArea: A4\n*DefaultPaperDimension: A4\n'
    for size in "$@"; do
      [ "$size" = A4 ] && points='595 842' || points='842 1191'
      printf '*ImageableArea %s: "0 0 %s"\n*PaperDimension %s: "%s"\n' \
        "$size" "$points" "$size" "$points"
    done
    if [ "$name" = Duplex ]; then
      printf '*OpenUI *Duplex/Sides: PickOne\n*DefaultDuplex: None\n*Duplex None: ""\n'
      printf '*Duplex DuplexNoTumble: ""\n*Duplex DuplexTumble: ""\n*CloseUI: *Duplex\n'
    fi
    printf '*DefaultFont: Courier\n'
  } > "$server/etc/ppd/$name.ppd"
}
{
  printer Plain 'Salle des professeurs' Idle Yes A4
  printer Duplex 'Secrétariat' Idle Yes A4 A3
  printer Slow 'Lente' Idle Yes A4
  printer Broken 'En panne' Idle Yes A4
  printer Paused 'Arrêtée' Stopped Yes A4
  printer Closed 'Fermée' Idle No A4
} > "$server/etc/printers.conf"

chmod 755 "$server" "$server/etc" "$server/programs" "$server/programs"/{backend,filter}
chmod 710 "$server/spool"
chmod 1770 "$server/spool/tmp"
chmod 777 "$server/printed"
chmod 644 "$server"/etc/*.conf "$server"/etc/ppd/*
chmod 666 "$server/go"
if [ "$(id -u)" = 0 ]; then
  chown -R lp:lp "$server"/{spool,cache,state,printed}
  chown root:lp "$server"/etc/printers.conf "$server"/etc/ppd/*
fi

# Nobody may write more than this: what a full disk does to what is larger (in 1024 bytes).
trap '' XFSZ
(ulimit -f 2048; exec /usr/sbin/cupsd -f -c "$server/etc/cupsd.conf" \
  -s "$server/etc/cups-files.conf" > "$server/output" 2>&1) &
process=$!
echo $process > "$server/pid"
end () {
  kill $process 2> "$server/ended" || true
  wait $process 2> "$server/ended" || true
  rm -rf "$server"
}
trap end EXIT
PRINT_SERVER=$server "$@"
