#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user guide holds together: pages, links, pictures, French, what it says of the program."""
import html.parser
import os
import pathlib
import re
import struct
import unittest
import urllib.parse

ROOT = pathlib.Path(os.environ.get('PARAPHE_SRCDIR', pathlib.Path(__file__).parents[2]))
GUIDE = ROOT / 'data' / 'help' / 'fr'
PICTURES = GUIDE / 'pictures'
MOST_BYTES = 6 * 1000 * 1000
VOID = {'meta', 'link', 'img', 'source', 'br', 'hr'}
KEYS = {'Ctrl': '<ctrl>', 'Maj': '<shift>', 'Alt': '<alt>'}
NAMES = {'Entrée': 'return', 'Échap': 'escape', '+': 'plus', '-': 'minus', '?': 'question',
         ',': 'comma', '→': 'right', '←': 'left', '↑': 'up', '↓': 'down', 'Espace': 'space'}
# Keys that every list, menu and window of the toolkit knows.
EVERYWHERE = {'escape', 'return', 'right', 'left', 'up', 'down', 'space', '<alt>up', '<alt>down',
              '<ctrl>', '<shift>'}
# Each window and page of the program has its picture.
SHOWN = {
    'app-agreement-page': 'convention', 'app-documents-page': 'documents',
    'app-history-page': 'historique', 'app-certificate-window': 'attestation',
    'app-preferences-window': 'parametres-suivi',
    'app-roll-over-window': 'annee-suivante-classes',
    'app-record-window': 'entretien',
    'app-report-window': 'import',
    'app-sheet-page': 'volet-fiche',
    'app-tracking-page': 'suivi', 'app-window': 'fenetre', 'app-year-window': 'vue-annee',
    'app-welcome': 'accueil', 'app-column-chooser': 'colonnes', 'app-filter-panel': 'filtre-choix',
    'help-overlay': 'raccourcis', 'app-people-window': 'eleves', 'app-person-page': 'eleves',
    'app-merge-window': 'doublons', 'app-sheet-window': 'fiche', 'app-sheet-panel': 'fiche',
    'app-fill-dialog': 'recopier', 'app-preview-window': 'apercu',
    'app-one-document-dialog': 'un-seul-document',
    'app-label-window': 'premiere-etiquette', 'app-sign-window': 'signature-envoi',
    'app-secret-dialog': 'cle-api', 'app-sign-transfer-dialog': 'signature-ailleurs',
    'app-conflict-dialog': 'conflit',
    'app-compose-window': 'ecrire', 'app-outbox-page': 'boite-envoi',
    'app-message-text-window': 'texte-type', 'app-message-plans-window': 'ce-qui-partirait',
    'app-preferences-subpage': 'envois-automatiques',
    'app-exchange-window': 'echange',
    'app-template-page': 'modele-champs',
    'app-account-dialog': 'compte-administrateur', 'app-sign-in-page': 'connexion',
    'app-password-dialog': 'mot-de-passe', 'app-restore-dialog': 'restauration',
}


class Page(html.parser.HTMLParser):
    """One page, read strictly: what is opened is closed, in order."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.open, self.problems = path, [], []
        self.links, self.ids, self.images, self.sources, self.headings = [], [], [], [], []
        self.tags, self.lang, self.text, self.keys = set(), None, [], [[]]
        self.feed(path.read_text(encoding='utf-8'))
        self.close()
        self.problems += ['<%s> is not closed' % tag for tag in self.open]

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == 'html':
            self.lang = values.get('lang')
        self.ids += [values['id']] if 'id' in values else []
        self.links += [values['href']] if 'href' in values else []
        if tag == 'img':
            self.images.append(values)
        if tag == 'source':
            self.sources.append(values['srcset'])
        if re.fullmatch('h[1-6]', tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append('</%s> closes something else' % tag)

    def handle_data(self, data):
        if 'kbd' in self.open:
            self.keys[-1].append(data)
        else:
            if data.strip('\u00a0 ') or data == '\n':
                self.keys.append([])
            # A key is a word of the sentence, whatever is written on it.
            if not {'title', 'code', 'style'} & set(self.open):
                self.text.append(data)


def pages():
    return [Page(path) for path in sorted(GUIDE.glob('*.html'))]


def picture_size(path):
    data = path.read_bytes()[:24]
    assert data[:8] == b'\x89PNG\r\n\x1a\n', path
    return struct.unpack('>II', data[16:24])


def accelerators():
    """What the list of shortcuts and the program say, each as "<ctrl><shift>f"."""
    found = set()
    overlay = (ROOT / 'ui/help-overlay.ui').read_text(encoding='utf-8')
    for group in re.findall(r'"accelerator">([^<]*)<', overlay):
        found |= set(group.replace('&lt;', '<').replace('&gt;', '>').lower().split())
    code = (ROOT / 'src/app/app-application.c').read_text(encoding='utf-8')
    found |= {key.lower().replace('<control>', '<ctrl>')
              for key in re.findall(r'"((?:<\w+>)*\w+)"', code)}
    # What a window binds for itself.
    for path in (ROOT / 'src/app').glob('*.c'):
        code = path.read_text(encoding='utf-8')
        for key, masks in re.findall(r'_add_binding\w* \(widget_class, GDK_KEY_(\w+),\s*([^,]+),',
                                     code):
            found.add(('<ctrl>' if 'CONTROL' in masks else '')
                      + ('<shift>' if 'SHIFT' in masks else '') + key.lower())
    for path in (ROOT / 'ui').glob('*.ui'):
        for keys in re.findall(r'"trigger">([^<]*)<', path.read_text(encoding='utf-8')):
            keys = keys.replace('&lt;', '<').replace('&gt;', '>').replace('<Control>', '<ctrl>')
            found |= set(keys.lower().split('|'))
    return {normal(key) for key in found} | EVERYWHERE


def normal(key):
    parts = re.findall('<[^>]+>', key)
    return ''.join(sorted(parts)) + re.sub('<[^>]+>', '', key)


def labels():
    """Every French word of the program, without its mnemonic, and with what stands for values."""
    text = (ROOT / 'po/fr.po').read_text(encoding='utf-8')
    found = set()
    for match in re.finditer(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', text, re.M):
        found.add(''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(1))).replace('_', ''))
    return found


class Guide(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.pages = pages()

    def hold(self, problems):
        self.assertEqual([], sorted(problems))

    def test_there_is_a_guide(self):
        names = {page.path.name for page in self.pages}
        self.assertIn('index.html', names)
        self.assertGreaterEqual(len(names), 10)

    def test_pages_are_sound(self):
        self.hold('%s: %s' % (page.path.name, problem)
                  for page in self.pages for problem in page.problems)

    def test_pages_can_be_read_by_all(self):
        for page in self.pages:
            with self.subTest(page.path.name):
                self.assertEqual('fr', page.lang)
                self.assertEqual(1, page.headings.count(1))
                self.assertLessEqual({'main', 'title', 'header', 'footer'}, page.tags)
                self.assertIn('#contenu', page.links)
                for before, after in zip(page.headings, page.headings[1:]):
                    self.assertLessEqual(after, before + 1)
                for image in page.images:
                    self.assertGreater(len(image.get('alt', '')), 20, image)

    def test_nothing_comes_from_elsewhere(self):
        self.hold('%s: %s' % (page.path.name, link) for page in self.pages for link in page.links
                  if urllib.parse.urlsplit(link).scheme)
        for page in self.pages:
            self.assertFalse({'script', 'iframe', 'object', 'form'} & page.tags)

    def test_links_lead_somewhere(self):
        ids = {page.path.name: set(page.ids) for page in self.pages}
        problems = []
        for page in self.pages:
            for link in page.links:
                name, _, anchor = link.partition('#')
                name = name or page.path.name
                if not (GUIDE / name).is_file() or (anchor and anchor not in ids[name]):
                    problems.append('%s: %s' % (page.path.name, link))
        self.hold(problems)

    def test_every_page_is_reached_from_the_first(self):
        first = next(page for page in self.pages if page.path.name == 'index.html')
        names = {page.path.name for page in self.pages} - {'index.html'}
        self.assertEqual(names, {link for link in first.links if link.endswith('.html')})

    def test_pictures_are_there_light_and_dark(self):
        wanted = set()
        for page in self.pages:
            for image in page.images:
                path = GUIDE / image['src']
                dark = path.with_name(path.stem + '-dark.png')
                wanted |= {path.name, dark.name}
                self.assertTrue(path.is_file(), path)
                self.assertIn('pictures/' + dark.name, page.sources)
                size = (int(image['width']), int(image['height']))
                self.assertEqual(size, picture_size(path), path)
                self.assertEqual(size, picture_size(dark), dark)
        self.assertEqual(wanted, {path.name for path in PICTURES.iterdir()})

    def test_pictures_are_light_to_carry(self):
        self.assertLess(sum(path.stat().st_size for path in PICTURES.iterdir()), MOST_BYTES)

    def test_every_window_has_its_picture(self):
        windows = {path.stem for path in (ROOT / 'ui').glob('*.ui')
                   if re.search('window|page|overlay|welcome|chooser|panel|dialog', path.stem)}
        self.assertEqual(set(), windows - set(SHOWN), 'say which picture shows them')
        self.hold(name for name in SHOWN.values() if not (PICTURES / (name + '.png')).is_file())

    def test_french_typography(self):
        problems = []
        for page in self.pages:
            for text in page.text:
                for wrong in (r'[^\s\u00a0\u202f\d][ ]?(?<![\u00a0\u202f])[;:!?»]', r'«[^\u00a0]',
                              r"\w'\w", r'\.\.\.', r'["“”]'):
                    if re.search(wrong, text):
                        problems.append('%s: %s' % (page.path.name, text.strip()))
            problems += ['%s: %s' % (page.path.name, image['alt']) for image in page.images
                         if re.search(r"\w'\w|« |[^\s\u00a0][:;!?]| [:;!?]", image['alt'])]
        self.hold(problems)

    def test_keys_do_something(self):
        known, problems = accelerators(), []
        for page in self.pages:
            for keys in page.keys:
                # One sequence may be several keys, one after the other: modifiers end with a key.
                pressed = ''
                for key in keys:
                    pressed += KEYS.get(key) or NAMES.get(key, key.lower())
                    if key not in KEYS:
                        if normal(pressed) not in known:
                            problems.append('%s: %s' % (page.path.name, ' '.join(keys)))
                        pressed = ''
        self.hold(problems)

    def test_what_is_quoted_is_in_the_program(self):
        known, problems = labels(), []
        for page in self.pages:
            for quoted in re.findall('«\u00a0(.*?)\u00a0»', ''.join(page.text).replace('\n', ' ')):
                if quoted not in known:
                    problems.append('%s: %s' % (page.path.name, quoted))
        self.hold(problems)


if __name__ == '__main__':
    unittest.main()
