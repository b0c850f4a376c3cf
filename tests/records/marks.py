"""Reads qpdf's JSON of a tagged PDF (version 2, without stream data): walks the structure tree, and says "sound" when every
element names its parent, each mark on a page stands in one element, and the parent tree agrees."""
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parents[1] / 'lib'))
sys.dont_write_bytecode = True
from qpdf_json import Document

document = Document(sys.argv[1])
get = document.get


def items(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def is_list(value):
    return isinstance(value, str) and isinstance(get(value), list)


root = get(document.catalog['/StructTreeRoot'])
pages = {}   # StructParents -> page
marks = {}   # (page, MCID) -> element
links = {}   # annotation -> element


def walk(ref, parent):
    element = get(ref)
    assert element['/P'] == parent, ref
    for kid in items(get(element.get('/K')) if is_list(element.get('/K')) else element.get('/K')):
        if isinstance(kid, int):
            place = element['/Pg'], kid
        elif isinstance(kid, dict) and kid['/Type'] == '/MCR':
            place = kid.get('/Stm', kid['/Pg']), kid['/MCID']
        elif isinstance(kid, dict) and kid['/Type'] == '/OBJR':
            links[kid['/Obj']] = ref
            continue
        else:
            walk(kid, ref)
            continue
        assert place not in marks, place
        marks[place] = ref


tree_root = document.catalog['/StructTreeRoot']
walk(root['/K'], tree_root)
numbers = get(root['/ParentTree'])['/Nums']
parents = dict(zip(numbers[::2], numbers[1::2]))
for name, held in document.objects.items():
    value = held.get('value', held.get('stream', {}).get('dict') if 'stream' in held else None)
    if not isinstance(value, dict):
        continue
    if value.get('/Subtype') == '/Form' and '/StructParents' in value:
        for mcid, element in enumerate(items(get(parents[value['/StructParents']]))):
            assert marks.pop((name, mcid)) == element, (name, mcid)
    if value.get('/Type') == '/Page':
        for mcid, element in enumerate(items(get(parents[value['/StructParents']]))):
            assert marks.pop((name, mcid)) == element, (name, mcid)
        assert value['/Tabs'] == '/S'
    if value.get('/Subtype') in ('/Link', '/Widget'):
        assert links.pop(name) == parents[value['/StructParent']], name
        assert value['/Contents' if value['/Subtype'] == '/Link' else '/TU']
assert not marks and not links, (marks, links)
print('sound')
