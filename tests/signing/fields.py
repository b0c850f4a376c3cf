"""Reads qpdf's JSON of a PDF (version 2, without stream data) and lists its form fields, one a line: page, type, flags, name, label.
Says what each lacks that PDF/A or PDF/UA ask for. With --fill NAME=TEXT, --sign NAME, --show NAME, --move NAME or
--drop NAME, writes qpdf's JSON of a file in which that was done instead."""
import json
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parents[1] / 'lib'))
sys.dont_write_bytecode = True
from qpdf_json import Document

document = Document(sys.argv[1])
objects, catalog, get = document.objects, document.catalog, document.get


def text(value):
    return value.removeprefix('u:') if isinstance(value, str) else ''


form = get(catalog.get('/AcroForm'))
pages = []


def walk(node):
    for kid in get(node).get('/Kids', []):
        walk(kid)
    if get(node).get('/Type') == '/Page':
        pages.append(node)


walk(catalog['/Pages'])
tagged = '/StructTreeRoot' in catalog
parents = {}
if tagged:
    numbers = get(get(catalog['/StructTreeRoot'])['/ParentTree'])['/Nums']
    parents = dict(zip(numbers[::2], numbers[1::2]))


def lacks(ref, field, page):
    if field.get('/F') != 4:
        yield 'the print flag'
    if '/A' in field or '/AA' in field:
        yield 'freedom from actions'
    look = objects[field['/AP']['/N']]['stream']['dict']
    width, height = field['/Rect'][2] - field['/Rect'][0], field['/Rect'][3] - field['/Rect'][1]
    if list(field['/AP']) != ['/N'] or abs(look['/BBox'][2] - width) > .002 or abs(look['/BBox'][3] - height) > .002:
        yield 'an appearance of its size'
    if field['/P'] != page or ref not in get(page)['/Annots']:
        yield 'a page'
    if '/V' in field:
        yield 'emptiness'
    if not tagged:
        return
    element = get(parents[field['/StructParent']])
    kid = element['/K']
    if element['/S'] != '/Form' or kid['/Type'] != '/OBJR' or kid['/Obj'] != ref:
        yield 'a Form element of its own'
    if get(page).get('/Tabs') != '/S':
        yield 'an order for the tab key'
    if not text(field.get('/TU')):
        yield 'a label'


def faces_lack():
    for face in form.get('/DR', {}).get('/Font', {}).values():
        below = get(get(get(face)['/DescendantFonts'][0])['/FontDescriptor'])
        if '/FontFile2' not in below and '/FontFile3' not in below:
            yield 'a face in the file'


def show():
    if not form:
        print('no fields')
        return
    for key in sorted(set(form) - {'/DR', '/Fields'}):
        print(key, form[key])
    for ref in form['/Fields']:
        field = get(ref)
        page = next(p for p in pages if ref in get(p).get('/Annots', []))
        print(pages.index(page) + 1, field['/FT'], field.get('/Ff', ''), text(field['/T']), text(field['/TU']))
        for what in lacks(ref, field, page):
            print('  lacks', what)
    for what in faces_lack():
        print('lacks', what)


def change(how, name, value):
    ref = next(f for f in form['/Fields'] if text(get(f)['/T']) == name)
    field = get(ref)
    if how == '--fill':
        field['/V'] = 'u:' + value
    elif how == '--sign':
        field['/V'] = {'/Type': '/Sig', '/Filter': '/Adobe.PPKLite', '/Contents': 'b:00', '/ByteRange': [0, 0, 0, 0]}
    elif how == '--move':
        field['/Rect'][0] -= 50
    elif how == '--drop':
        form['/Fields'].remove(ref)
        get(field['/P'])['/Annots'].remove(ref)
    else:
        field['/AP'] = {'/N': get(pages[0])['/Contents']}
    json.dump(document.json, sys.stdout)


if len(sys.argv) == 2:
    show()
else:
    change(sys.argv[2], *(sys.argv[3] + '=').split('=')[:2])
