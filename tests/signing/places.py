"""Reads qpdf's JSON of a PDF (as fields.py) and the words of its pages (pdftotext -bbox), and says of each form field which words show
where it has to be: a seal lies over its label or over the date below it, a place to sign or to fill in stands behind its label, before
its unit (年) or below its heading. Says what is out of the page, and what but a seal lies over text."""
import json
import pathlib
import re
import sys

sys.path.append(str(pathlib.Path(__file__).parents[1] / 'lib'))
sys.dont_write_bytecode = True
from qpdf_json import Document

BELOW = 60  # pt, from a heading to what is below it

document = Document(sys.argv[1])
get = document.get
pages = []


def word_of(place, text):
    """The right half of a full-width colon is blank, and at the end of a line layout leaves it out."""
    x0, y0, x1, y1 = (float(v) for v in place)
    return [x0, y0, x1 - (y1 - y0) / 2 if text.endswith('：') else x1, y1], text


for width, height, words in re.findall(r'<page width="(.*?)" height="(.*?)">(.*?)</page>', pathlib.Path(sys.argv[2]).read_text(), re.S):
    pages.append((float(width), float(height), [word_of(place, text) for *place, text in re.findall(
        r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', words)]))


def page_refs(node):
    kids = get(node).get('/Kids')
    return [ref for kid in kids for ref in page_refs(kid)] if kids else [node]


refs = page_refs(document.catalog['/Pages'])


def is_seal(kind, label):
    return kind == '/Sig' and '章' in label


def inside(word, box):
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]


def covers(word, box):
    return min(word[2], box[2]) - max(word[0], box[0]) > 1 and min(word[3], box[3]) - max(word[1], box[1]) > 2


def beside(word, box):
    return min(word[3], box[3]) - max(word[1], box[1]) > (word[3] - word[1]) / 2


def relation(kind, label, box, words):
    if is_seal(kind, label):
        for mark in ('章', '日'):
            found = [text for word, text in words if mark in text and inside(word, box)]
            if found:
                return 'over ' + found[0]
        return None
    for word, text in words:
        if beside(word, box) and text[0] == label[-1] and 0 <= word[0] - box[2] + 1 < word[3] - word[1]:
            return 'before ' + text[0]
    for word, text in words:
        if beside(word, box) and 0 <= box[0] - word[2] + 1 < word[3] - word[1]:
            return 'behind ' + text
    above = [(box[1] - word[3], text) for word, text in words
             if word[3] <= box[1] + 1 and (label.split('：')[0] in text or label in text) and (kind == '/Sig' or box[1] - word[3] < BELOW)
             and (kind == '/Tx' or box[0] < (word[0] + word[2]) / 2 < box[2])]
    return 'below ' + min(above)[1] if above else None


for ref in get(document.catalog['/AcroForm'])['/Fields']:
    field = get(ref)
    width, height, words = pages[refs.index(field['/P'])]
    x0, y0, x1, y1 = field['/Rect']
    box, label = (x0, height - y1, x1, height - y0), field['/TU'].removeprefix('u:')
    faults = []
    if not (0 <= box[0] < box[2] <= width and 0 <= box[1] < box[3] <= height):
        faults.append('out of the page')
    if not is_seal(field['/FT'], label):
        faults += ['over text: ' + text for word, text in words if covers(word, box)]
    print(field['/T'].removeprefix('u:'), relation(field['/FT'], label, box, words) or 'NOWHERE', *faults)
