#!/bin/sh
# batch.sh WORK PROGRAM [N] - N Shandong suggestions (1,000) from one workbook to checked PDFs, with one worker and with two.
# The suggestions are the five samples with titles of their own. Memory: the sum of PSS (a page that processes share counts
# once) of the parent and its workers, the greatest of what is seen every quarter second. Processor time is that of all.
set -eu
work=$1/batch program=$2 n=${3:-1000} source=samples/shandong-2025
rm -rf "$work"
mkdir -p "$work/in"
i=0
for f in $(seq "$n"); do
    i=$((i % 5 + 1))
    sed "s|<title>\([^<]*\)</title>|<title>\1 $f</title>|; s|>[^<]*</phone>|>138$(printf %08d "$f")</phone>|" \
        "$source/0$i-"*.xml >"$work/in/$(printf %05d "$f").xml"
done
"$program" sheet shandong-2025 "$work"/in/*.xml -o "$work/suggestions.xlsx" 2>/dev/null
for workers in 1 2; do
    rm -rf "$work/out"
    start=$(date +%s%N)
    "$program" batch "$work/suggestions.xlsx" --programme shandong-2025 -o "$work/out" -j "$workers" >/dev/null 2>&1 &
    pid=$! most=0
    while kill -0 $pid 2>/dev/null; do
        kib=$(cat /proc/$pid/smaps_rollup $(for c in $(cat /proc/$pid/task/$pid/children 2>/dev/null); do echo /proc/$c/smaps_rollup; done) \
            2>/dev/null | awk '/^Pss:/ {s += $2} END {print s + 0}')
        [ "$kib" -gt "$most" ] && most=$kib
        sleep 0.25
    done
    wait $pid || true
    end=$(date +%s%N)
    set_=$(find "$work/out" -name '[0-9]*.pdf' | wc -l)
    awk -v w="$workers" -v n="$set_" -v t=$((end - start)) -v m="$most" \
        'BEGIN {printf "%d worker(s): %d PDFs in %.1f s, %.1f a second, %.0f MiB\n", w, n, t / 1e9, n * 1e9 / t, m / 1024}'
done
