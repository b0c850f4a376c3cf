#!/bin/sh
# gallery.sh PROGRAM OUT FOLDER... - pictures of golden cases on few pages, to be looked at: OUT/gallery-N.png.
# Each FOLDER holds CASE.in.fo. The cases are set with real faces in place of those made for the tests, each page is cut to its
# content, and all are put together by the program itself (OUT/gallery.fo, OUT/gallery.pdf). The documents beside this file are
# set as whole pages. Needs poppler's pdftoppm.
set -eu
program=$1
out=$2
shift 2
rm -rf "$out"
mkdir -p "$out"

# width and height of the content of page $2 in pixels of 1/144 in, from the area dump $1; nothing: there is no such page
extent() {
    awk -v page="$2" '
        function value(name,  s) { s = $0; if (!sub(".* " name "=", "", s)) return 0; sub(" .*", "", s); return s + 0 }
        /^page/ { n++; w = value("w"); high = value("h") }
        /^    box/ && n == page { h = value("y") + value("h") }
        n == page { found = 1; width = w; top = high }
        END { if (found) { h = h + 6; if (h > top) h = top; if (h < 12) h = 12; printf "%d %d\n", width * 2, h * 2 } }' "$1"
}

# pictures of the first two pages of case $1 as $2-1.png, $2-2.png; prints their number
pictures() {
    "$program" fo --emit=areas "$1" >"$2.areas" 2>/dev/null || return 0
    "$program" fo "$1" -o "$2.pdf" 2>/dev/null
    n=0
    for page in 1 2; do
        size=$(extent "$2.areas" $page)
        [ -n "$size" ] || continue
        pdftoppm -r 144 -png -singlefile -f $page -l $page -x 0 -y 0 -W "${size% *}" -H "${size#* }" "$2.pdf" "$2-$page"
        n=$page
    done
    echo $n
}

cell() { # folder case pictures
    width=165
    [ "$3" -lt 2 ] || width=80
    printf '<fo:table-cell padding="3pt"><fo:block font-size="6pt" font-family="hei">%s</fo:block><fo:block>' "$2"
    page=1
    while [ $page -le "$3" ]; do
        printf '<fo:external-graphic src="%s/%s-%d.png" max-width="%dpt" max-height="330pt" content-width="scale-down-to-fit" content-height="scale-down-to-fit" border="0.5pt solid gray" padding="1pt"/> ' \
            "$1" "$2" $page $width
        page=$((page + 1))
    done
    printf '</fo:block></fo:table-cell>\n'
}

doc=$out/gallery.fo
cat >"$doc" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="song" font-size="9pt" language="zh">
<fo:layout-master-set><fo:simple-page-master master-name="p" page-width="210mm" page-height="297mm" margin="10mm">
<fo:region-body/></fo:simple-page-master></fo:layout-master-set>
<fo:page-sequence master-reference="p"><fo:flow flow-name="xsl-region-body">
END
for folder in "$@"; do
    topic=$(basename "$folder")
    mkdir -p "$out/$topic"
    echo "<fo:block font-family=\"hei\" font-size=\"11pt\" space-before=\"6pt\" keep-with-next=\"always\">$topic</fo:block>" >>"$doc"
    echo '<fo:table table-layout="fixed" width="100%">' >>"$doc"
    echo '<fo:table-column column-width="63mm" number-columns-repeated="3"/><fo:table-body>' >>"$doc"
    column=0
    for case in "$folder"/*.in.fo; do
        name=$(basename "$case" .in.fo)
        sed 's/font-family="test[^"]*"/font-family="song"/g' "$case" >"$out/$topic/$name.fo"
        n=$(pictures "$out/$topic/$name.fo" "$out/$topic/$name")
        [ "${n:-0}" -gt 0 ] || continue
        [ $column -gt 0 ] || echo '<fo:table-row keep-together.within-page="always">' >>"$doc"
        cell "$topic" "$name" "$n" >>"$doc"
        column=$(((column + 1) % 3))
        [ $column -gt 0 ] || echo '</fo:table-row>' >>"$doc"
    done
    [ $column -eq 0 ] || echo '</fo:table-row>' >>"$doc"
    echo '</fo:table-body></fo:table>' >>"$doc"
done
echo '</fo:flow></fo:page-sequence></fo:root>' >>"$doc"
"$program" fo "$doc" -o "$out/gallery.pdf"
pdftoppm -r 110 -png "$out/gallery.pdf" "$out/gallery"
for page in "$(dirname "$0")"/*.fo; do # whole pages, as they are
    name=$(basename "$page" .fo)
    "$program" fo "$page" -o "$out/$name.pdf"
    pdftoppm -r 90 -png "$out/$name.pdf" "$out/$name"
done
find "$out" -maxdepth 1 -name '*.png' | sort
