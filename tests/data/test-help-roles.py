#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide's table of roles says what the program's says."""

import html
import os
import pathlib
import re
import unittest

ROOT = pathlib.Path(os.environ['PARAPHE_SRCDIR'])
WORDS = {'YES': 'oui', 'OWN': 'les siens', 'NO': 'non'}


def translations():
    text = (ROOT / 'po/fr.po').read_text(encoding='utf-8')
    pair = r'^msgid "((?:[^"\\]|\\.)+)"\nmsgstr "((?:[^"\\]|\\.)+)"$'
    return dict(re.findall(pair, text, re.M))


class Roles(unittest.TestCase):
    def test_the_roles_are_called_as_in_the_window(self):
        source = (ROOT / 'src/model/model-account.c').read_text(encoding='utf-8')
        labels = re.findall(r'NC_ \("account", "([^"]+)"\)', source)
        self.assertEqual(4, len(labels))
        po = (ROOT / 'po/fr.po').read_text(encoding='utf-8')
        french = dict(re.findall(r'^msgctxt "account"\nmsgid "(.+)"\nmsgstr "(.+)"$', po, re.M))
        page = (ROOT / 'data/help/fr/roles.html').read_text(encoding='utf-8')
        head = re.findall(r'<th scope="col">(.*?)</th>', page.split('</thead>')[0])
        self.assertEqual([french[label] for label in labels], head[1:5])

    def test_the_table_is_the_programs(self):
        source = (ROOT / 'src/model/model-account.c').read_text(encoding='utf-8')
        mays = ', '.join([r'(\w+)'] * 4)
        line = r'\[MODEL_ACT_\w+\] = \{ N_ \("([^"]+)"\),\s*\{ ' + mays + r' \} \}'
        acts = re.findall(line, source)
        self.assertGreater(len(acts), 20)
        french = translations()
        page = (ROOT / 'data/help/fr/roles.html').read_text(encoding='utf-8')
        rows = {html.unescape(label): re.findall(r'<td>(.*?)</td>', cells) for label, cells in
                re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)}
        wanted = {french[label]: [WORDS[may] for may in each] for label, *each in acts}
        self.assertEqual(wanted, rows)


if __name__ == '__main__':
    unittest.main()
