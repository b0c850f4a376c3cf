#!/bin/sh
# pictures.sh PROGRAM - the pictures of rendered papers that the READMEs show: docs/*.png.
set -eu
program=$1
work=build/pictures
mkdir -p "$work"
picture() { # name sample form page
    "$program" render "samples/shandong-2025/$2.xml" --form "$3" -o "$work/$1.pdf"
    pdftoppm -r 60 -gray -png -f "$4" -l "$4" -singlefile "$work/$1.pdf" "docs/$1"
    echo "docs/$1.png"
}
picture info 01-soec-hydrogen info 1
picture report 02-bearing-monitoring report 1
picture trl 01-soec-hydrogen trl 2
