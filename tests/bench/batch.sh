#!/bin/sh
# batch.sh WORK PROGRAM [N] - N Shandong suggestions (1,000) from one workbook to checked PDFs, with one worker and with two.
# The suggestions are the five samples with titles of their own. Time: of a run that nothing looks at; processor time is that of
# the parent and its workers. Memory: of a second run, the sum of PSS (a page that processes share counts once) of all of them,
# the greatest of what is seen every quarter second.
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

# Seconds of processor time of all that this shell has waited for, into $used; in a subshell there would be none.
look() {
    times >"$work/times"
    used=$(awk 'NR == 2 {gsub(/[ms]/, " "); $0 = $0; print $1 * 60 + $2 + $3 * 60 + $4}' "$work/times")
}

watch() {
    most=0
    while kill -0 "$1" 2>/dev/null; do
        kib=$(cat "/proc/$1/smaps_rollup" $(for c in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do echo "/proc/$c/smaps_rollup"; done) \
            2>/dev/null | awk '/^Pss:/ {s += $2} END {print s + 0}')
        [ "$kib" -gt "$most" ] && most=$kib
        sleep 0.25
    done
}

first=
for workers in 1 2; do
    set -- batch "$work/suggestions.xlsx" --programme shandong-2025 -o "$work/out" -j "$workers"
    rm -rf "$work/out"
    look
    before=$used start=$(date +%s%N)
    "$program" "$@" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    look
    first=${first:-$((end - start))}
    made=$(find "$work/out" -name '[0-9]*.pdf' | wc -l)
    rm -rf "$work/out"
    "$program" "$@" >/dev/null 2>&1 &
    watch $!
    wait $! || true
    awk -v w="$workers" -v n="$made" -v t=$((end - start)) -v first="$first" -v c0="$before" -v c1="$used" -v m="$most" \
        'BEGIN {printf "%d worker(s): %d PDFs in %.1f s, %.1f a second (%.2f x), %.1f ms CPU each, %.0f MiB\n",
                w, n, t / 1e9, n * 1e9 / t, first / t, (c1 - c0) * 1e3 / n, m / 1024}'
done
