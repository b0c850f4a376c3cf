"""text.py FO PDF: is what the flows of an XSL-FO document say, in their order, what poppler reads along the structure tree of the
PDF made of it? Says "the same", or where the two part. Blanks don't count, nor does what the formatter makes: page numbers, what
is retrieved."""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

FO = '{http://www.w3.org/1999/XSL/Format}'
UNSAID = {FO + name for name in ('marker', 'instream-foreign-object')}
MADE = {FO + name for name in ('page-number', 'page-number-citation', 'page-number-citation-last', 'retrieve-marker',
                               'retrieve-table-marker')}
HOLE = '\x00'  # stands for what the formatter makes


def said(node):
    """Footers of tables come first in the FO and last on paper."""
    if node.tag in UNSAID:
        return ''
    if node.tag in MADE:
        return HOLE
    parts, last = [node.text or ''], ''
    for child in node:
        if child.tag == FO + 'table-footer':
            last = said(child)
        else:
            parts.append(said(child))
        parts.append(child.tail or '')
    return ''.join(parts) + last


def without_blanks(text):
    return re.sub(r'[\s\u00ad\u200b]', '', text)


def read(tree):
    """The texts in the lines of pdfinfo."""
    return ''.join(re.findall(r'^ *"(.*?)"$', tree, re.M | re.S))


def compare(wanted, found):
    at = 0
    for piece in wanted.split(HOLE):
        place = found.find(piece, at)
        if place < 0 or not re.fullmatch('[0-9ivxlcdm]*', found[at:place]):
            same = next((n for n in range(len(piece)) if not found.startswith(piece[:n + 1], at)), 0)
            return 'not the same: ' + piece[same:same + 30] + ' | ' + found[at + same:at + same + 30]
        at = place + len(piece)
    return 'the same' if at == len(found) else 'more than was said: ' + found[at:at + 30]


flows = ''.join(said(flow) for flow in ET.parse(sys.argv[1]).iter(FO + 'flow'))
tree = subprocess.run(['pdfinfo', '-struct-text', '-enc', 'UTF-8', sys.argv[2]], capture_output=True, check=True).stdout.decode()
print(compare(without_blanks(flows), without_blanks(read(tree))))
