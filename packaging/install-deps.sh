#!/bin/sh
# install-deps.sh - installs what building, testing and typesetting need on Debian 12: compiler, libraries, tools, fonts.
# As root, or with sudo. Safe to run again: what is there already is not fetched again.
set -eu
cd "$(dirname "$0")/.."

build="gcc libc6-dev make pkg-config gettext libxml2-dev libxslt1-dev libharfbuzz-dev libfontconfig-dev libicu-dev
libfreetype-dev libpng-dev libjpeg-dev libdeflate-dev libarchive-dev libxlsxwriter-dev libhpdf-dev libqpdf-dev liblcms2-dev
libqrencode-dev nettle-dev"
tests="libcmocka-dev poppler-utils mupdf-tools qpdf unzip zbar-tools mandoc locales python3 python3-jsonschema"
fonts=$(fonts/install.sh --packages)

missing=
for p in $build $tests $fonts; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || true) in
    installed) ;;
    *) missing="$missing $p" ;;
    esac
done
# FandolFang is unpacked from a package that only apt's lists know the place of.
[ -n "$missing" ] || [ ! -s build/fonts/FandolFang-Regular.otf ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then as_root=sudo; fi
$as_root apt-get update -qq
# shellcheck disable=SC2086
[ -z "$missing" ] || $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends $missing
