# unnamed.awk: of the structure that pdfinfo -struct-text tells, the rows below a table's head that no header cell names. Rows of one
# cell (what there is none of, groups) need no name.
function row() {
    if (head && body && cells > 1 && !named)
        print first
    cells = named = 0
    first = ""
}
$1 == "Table" { row(); head = body = 0 }
$1 == "THead" { head = 1 }
$1 == "TBody" { row(); body = 1 }
$1 == "TR" { row() }
$1 ~ /^T[HD]/ && $1 != "THead" { cells++ }
$1 == "TH" || $1 == "TH:" { named = 1 }
/^ *"/ && length(first) < 60 { first = first $0 }
END { row() }
