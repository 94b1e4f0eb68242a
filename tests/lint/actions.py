#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What menus, buttons and keys ask for is there: actions, accelerators and the overlay of shortcuts
are written in three places each, and nothing but these tests holds them together."""
import os
import re
import sys
import unittest
import xml.etree.ElementTree as ET

ROOT = os.environ.get('PARAPHE_SRCDIR') or os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
# Actions that GTK, libadwaita and widgets of ours bring themselves.
BUILT_IN = {'win.show-help-overlay', 'window.close', 'clipboard.paste'}
GROUPS = ('win', 'app')


def files(folder, ending):
    for here, _, names in os.walk(os.path.join(ROOT, folder)):
        for name in sorted(names):
            if name.endswith(ending):
                yield os.path.join(here, name)


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def sources():
    return {os.path.basename(path): read(path) for path in files('src/app', '.c')}


def interfaces():
    return {os.path.basename(path): ET.parse(path).getroot() for path in files('ui', '.ui')}


def defined():
    """{name: type of its parameter or None} of every action that is added."""
    found = {}
    for name, text in sources().items():
        group = 'app' if name == 'app-application.c' else 'win'
        for table in re.findall(r'GActionEntry \w*\[\] = \{(.*?)\n\};', text, re.S):
            for entry in re.findall(r'\{\s*"([\w-]+)"((?:[^{}"]|"[^"]*")*)\}', table):
                cells = [cell.strip() for cell in entry[1].split(',')]
                kind = cells[2] if len(cells) > 2 and cells[2].startswith('"') else None
                found['%s.%s' % (group, entry[0])] = kind
    return found


def asked_in_interfaces():
    """(file, action, whether it has a target) of every button, row and item of a menu."""
    for name, root in interfaces().items():
        for node in root.iter():
            own = {p.get('name'): (p.text or '') for p in node if p.tag == 'property'}
            own.update({a.get('name'): (a.text or '') for a in node if a.tag == 'attribute'})
            action = own.get('action-name') or own.get('action')
            if action and action.split('.')[0] in GROUPS:
                yield name, action, 'action-target' in own or 'target' in own


def accelerators():
    """{action: its keys} of the application's table."""
    text = sources()['app-application.c']
    table = re.search(r'accelerators\[\] = \{(.*?)\n\};', text, re.S).group(1)
    return {action: re.findall(r'"([^"]+)"', keys)
            for action, keys in re.findall(r'\{ "([\w.-]+)", \{ ([^}]*) \} \}', table)}


class Actions(unittest.TestCase):
    maxDiff = None

    def test_there_are_many(self):
        self.assertGreater(len(defined()), 60)
        self.assertGreater(len(list(asked_in_interfaces())), 60)
        self.assertGreater(len(accelerators()), 20)

    def test_what_is_asked_for_is_there(self):
        known = set(defined()) | BUILT_IN
        self.assertEqual([], sorted({(file, action) for file, action, _ in asked_in_interfaces()
                                     if action not in known}))

    def test_code_asks_for_what_is_there(self):
        known = set(defined()) | BUILT_IN
        wrong = []
        for name, text in sources().items():
            wrong += [(name, action) for action in re.findall(r'"((?:win|app)\.[a-z-]+)"', text)
                      if action not in known]
        self.assertEqual([], sorted(set(wrong)))

    def test_no_action_waits_for_nobody(self):
        asked = {action for _, action, _ in asked_in_interfaces()} | set(accelerators())
        outside = ''.join(read(path) for folder, ending in (('tests', '.py'), ('tests', '.c'),
                                                            ('build-aux', ''), ('src', '.c'))
                          for path in files(folder, ending) if not path.endswith('.png'))
        idle = [action for action in defined() if action not in asked
                and action not in outside and "'%s" % action.split('.')[1] not in outside]
        self.assertEqual([], sorted(idle))

    def test_keys_have_an_action(self):
        known = set(defined()) | BUILT_IN
        self.assertEqual([], sorted(action for action in accelerators() if action not in known))

    def test_keys_are_not_given_twice(self):
        taken = {}
        for action, keys in accelerators().items():
            for key in keys:
                taken.setdefault(key.lower(), []).append(action)
        self.assertEqual({}, {key: actions for key, actions in taken.items() if len(actions) > 1})

    def test_keys_give_no_parameter(self):
        """An accelerator activates its action as it is: one that wants a parameter never runs."""
        kinds = defined()
        self.assertEqual([], sorted(action for action in accelerators() if kinds.get(action)))


class Shortcuts(unittest.TestCase):
    maxDiff = None

    def shown(self):
        """Every accelerator of the overlay, lower case, alternatives apart."""
        root = interfaces()['help-overlay.ui']
        found = set()
        for node in root.iter('property'):
            if node.get('name') == 'accelerator':
                found |= {key.lower().replace('<ctrl>', '<control>').replace('<primary>',
                                                                             '<control>')
                          for key in (node.text or '').split()}
        return found

    def test_every_key_is_shown(self):
        shown = self.shown()
        missing = [(action, keys) for action, keys in accelerators().items()
                   if not any(key.lower() in shown for key in keys)]
        self.assertEqual([], missing)

    def test_titles_are_all_different(self):
        root = interfaces()['help-overlay.ui']
        titles = [p.text for node in root.iter('object')
                  if node.get('class') == 'GtkShortcutsShortcut'
                  for p in node if p.get('name') == 'title']
        self.assertEqual(len(titles), len(set(titles)), sorted(t for t in titles
                                                               if titles.count(t) > 1))


class Interfaces(unittest.TestCase):
    maxDiff = None

    def named_in_code(self, interface, call):
        """Whether the widget's own code gives names: of rows that say what they are about."""
        return call in sources().get(interface[:-3] + '.c', '')

    def test_buttons_with_a_picture_alone_have_a_name(self):
        nameless = []
        for name, root in interfaces().items():
            for node in root.iter('object'):
                own = {p.get('name') for p in node if p.tag == 'property'}
                if node.get('class') not in ('GtkButton', 'GtkMenuButton', 'GtkToggleButton'):
                    continue
                silent = 'icon-name' in own and 'label' not in own
                if (silent and node.find('accessibility') is None
                        and not self.named_in_code(name, 'GTK_ACCESSIBLE_PROPERTY_LABEL')):
                    nameless.append((name, node.get('id') or sorted(own)))
        self.assertEqual([], nameless)

    def test_pictures_alone_have_a_tooltip(self):
        silent = []
        for name, root in interfaces().items():
            for node in root.iter('object'):
                own = {p.get('name') for p in node if p.tag == 'property'}
                if node.get('class') in ('GtkButton', 'GtkMenuButton') and 'icon-name' in own \
                        and 'label' not in own and 'tooltip-text' not in own \
                        and not self.named_in_code(name, 'set_tooltip_text'):
                    silent.append((name, node.get('id') or sorted(own)))
        self.assertEqual([], silent)

    def test_every_interface_is_in_the_program(self):
        listed = read(os.path.join(ROOT, 'ui', 'paraphe.gresource.xml'))
        self.assertEqual([], [name for name in interfaces() if '>%s<' % name not in listed])

    def test_each_is_listed_once(self):
        listed = re.findall(r'>([\w./-]+\.ui)<',
                            read(os.path.join(ROOT, 'ui', 'paraphe.gresource.xml')))
        self.assertEqual(len(listed), len(set(listed)))

    def test_translatable_texts_are_no_underscores_by_chance(self):
        """A label with a mnemonic says so; without, its underscore would be read aloud."""
        wrong = []
        for name, root in interfaces().items():
            for node in root.iter('object'):
                own = {p.get('name'): (p.text or '') for p in node if p.tag == 'property'}
                if '_' in own.get('label', '') and node.get('class', '').endswith('Button') \
                        and own.get('use-underline') != 'True':
                    wrong.append((name, own['label']))
        self.assertEqual([], wrong)


if __name__ == '__main__':
    unittest.main(verbosity=0, argv=[sys.argv[0]])
