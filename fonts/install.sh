#!/bin/sh
# install.sh [DIR] - gets the default typefaces.
#   DIR (build/fonts): where the private fonts go: FandolFang, which Debian ships inside texlive-lang-chinese only.
#   --packages: only names the Debian font packages.
#   --system: also installs the Debian font packages (as root).
# Safe to run again: what is there already stays.
set -eu

packages="fontconfig fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai fonts-liberation fonts-dejavu-core
fonts-hanazono fonts-babelstone-han"
archive=texlive-lang-chinese
inside=usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
doc=usr/share/doc/texlive-doc/fonts/fandol

if [ "${1-}" = --packages ]; then
    # shellcheck disable=SC2086
    echo $packages
    exit 0
fi

system=no
if [ "${1-}" = --system ]; then
    system=yes
    shift
fi
dir=${1-build/fonts}

if [ $system = yes ]; then
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages
fi

complete() {
    [ -s "$dir/FandolFang-Regular.otf" ] && [ -s "$dir/COPYING.fandol" ]
}

if complete; then
    echo "$dir: FandolFang is there"
    exit 0
fi

mkdir -p "$dir"
tmp=$(mktemp -d "$dir/unpack.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# The archive is fetched, not installed: TeX is not needed. As root, apt's own user must be able to write the folder.
if [ "$(id -u)" = 0 ]; then chmod 777 "$tmp"; fi
(cd "$tmp" && apt-get download "$archive")
dpkg-deb --fsys-tarfile "$tmp/$archive"_*.deb | tar -x -C "$tmp" "./$inside" "./$doc"
cp "$tmp/$inside"/Fandol[FHKS]*.otf "$tmp/"
cp "$tmp/$doc/README" "$tmp/README.fandol"
gzip -dc "$tmp/$doc/COPYING.gz" >"$tmp/COPYING.fandol"
chmod 644 "$tmp"/*.otf "$tmp"/*.fandol
mv -f "$tmp"/*.fandol "$tmp"/Fandol*.otf "$dir/"
complete
echo "$dir: FandolFang unpacked from $archive"
