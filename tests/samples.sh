#!/bin/sh
# samples.sh PROGRAM DIR - renders every sample (samples/PROGRAMME/*.xml) into DIR/PROGRAMME and names what it wrote.
set -eu
program=$1
out=$2
for sample in samples/*/*.xml; do
    folder=$out/$(basename "$(dirname "$sample")")
    mkdir -p "$folder"
    pdf=$folder/$(basename "$sample" .xml).pdf
    "$program" render "$sample" -o "$pdf"
    echo "$pdf  $(pdfinfo "$pdf" | awk '/^Pages:/ { print $2 }') pages, $(stat -c %s "$pdf") bytes"
done
