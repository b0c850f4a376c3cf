"""A PDF as qpdf's JSON tells it (version 2, without stream data)."""
import json


class Document:
    def __init__(self, file):
        self.json = json.load(open(file, encoding='utf-8'))
        self.objects = {name.removeprefix('obj:'): value for name, value in self.json['qpdf'][1].items()}
        self.catalog = self.get(self.objects['trailer']['value']['/Root'])

    def get(self, ref):
        """What a reference stands for, of a stream its dictionary; anything else is itself."""
        if isinstance(ref, str) and ref.endswith(' R'):
            held = self.objects[ref]
            return held['value'] if 'value' in held else held['stream']['dict']
        return ref
