# SPDX-License-Identifier: GPL-3.0-or-later
"""What ten fingers do in the window, for the tests that use no pointer; and the eyes that look for
a word of English on a screen that is to be French."""
import ast
import os
import re
import shutil
import unittest

import desk
from desk import GLib, focused, is_focused, paraphectl, text_of, wait, walk

# Told by the sidebar alone while the list shows all students.
SIDEBAR_ONLY = 'Conventions à faire'
FRENCH = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'po', 'fr.po')


def read_po(path):
    """The messages of a .po file: for each the English forms and the French ones."""
    english, french, current = [], [], None
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.startswith('msgid '):
                yield english, french
                english, french = [], []
            if line.startswith('msgid'):
                current = english
            elif line.startswith('msgstr'):
                current = french
            elif not line.startswith('"'):
                continue
            text = ast.literal_eval(line[line.index('"'):])
            if line.startswith('"'):
                current[-1] += text
            else:
                current.append(text)
    yield english, french


def plain(text):
    return text.replace('_', '')


def untranslated(path=FRENCH):
    """English texts that are said otherwise in French: those without a placeholder, and patterns of
    those with one. What has no four letters in a row outside the placeholders tells nothing."""
    fixed, patterns, meant = set(), [], set()
    for english, french in read_po(path):
        meant.update(plain(text) for text in french)
        for text in map(plain, english):
            words = re.split(r'%[-0-9.*$l]*[a-zA-Z]|%%|\{\w+\}', text)
            if text in map(plain, french) or not re.search('[A-Za-z]{4}', ' '.join(words)):
                continue
            if len(words) == 1:
                fixed.add(text)
            else:
                patterns.append('.+'.join(map(re.escape, words)))
    return fixed - meant, re.compile('|'.join('(?:%s)' % p for p in patterns) or '(?!)', re.DOTALL)


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class Hands(desk.WindowTest):
    """A test with the demo school, the keyboard in the window, and all students listed."""

    english = None

    def open_demo(self, **extra):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        window = self.start(base, **extra)
        window.sees(SIDEBAR_ONLY)
        window.take_keyboard()
        return base, window

    # ---- windows ----

    def opens(self, window, title=''):
        """Waits for a window called @title that has taken the keyboard."""
        dialog = window.other_window(title) if title else window.question()
        wait(lambda: focused(dialog), 'a focus in the window “%s”' % title)
        return dialog

    def closes(self, window):
        """Waits until the main window is left, and gives it the keyboard: without a window manager
        nobody does."""
        window.is_alone()
        window.take_keyboard()

    # ---- a sheet ----

    def picks(self, window, sheet, field, words=''):
        """Opens the choice that has the focus, types, and takes the first of what is found."""
        self.waits_for_focus(sheet, field)
        window.press('space')
        self.waits_for_focus(sheet, '', 'entry')
        if words:
            window.write(words)
            wait(lambda: text_of(focused(sheet)) == words, 'the words typed')
        window.press('Return')
        self.waits_for_focus(sheet, field, how=lambda name, begin: name.startswith(begin)
                             and not name.endswith('Aucun'))

    def fills_the_sheet(self, window, sheet, company):
        """All that is mandatory but one field; F8 leads from one to the next."""
        self.picks(window, sheet, 'Entreprise', company)
        for n_left, field in ((4, 'Représentant'), (3, 'Tuteur'), (2, 'Professeur référent')):
            window.sees('Il manque %d champs' % n_left)
            window.press('F8')
            self.picks(window, sheet, field)
        window.sees('Il manque 1 champ')

    # ---- the list ----

    def entry(self, window):
        """The search, when it is open; the walk ends before the many rows of the list."""
        return next((n for n in walk(window.app) if n.get_role_name() == 'entry'), None)

    def waits_for_search(self, window, text):
        wait(lambda: text_of(self.entry(window)) == text, 'a search for “%s”' % text)

    def open_search(self, window):
        window.press('ctrl+f')
        wait(lambda: is_focused(self.entry(window)), 'the search with the focus')

    def waits_for_row(self, window):
        wait(lambda: any(is_focused(n) and n.get_role_name() == 'table row'
                         for n in walk(window.app)), 'a row with the focus')

    def find_line(self, window, words):
        """Ctrl+F, words of the line, Return: the line is selected and has the focus."""
        self.open_search(window)
        window.write(words)
        self.waits_for_search(window, words)
        window.press('Return')
        window.sees('1 sélectionnée')
        self.waits_for_row(window)

    # ---- what was kept ----

    def steps(self, base):
        return {r['number']: r['step'] for r in paraphectl('list', base) if r['number']}

    def waits_for_steps(self, base, wanted, what):
        wait(lambda: self.steps(base) == wanted, what)

    # ---- the language ----

    def assert_french(self, window, where):
        """No text, name or description of what is on the screen is one of the English ones."""
        if Hands.english is None:
            Hands.english = untranslated()
        fixed, patterns = Hands.english
        shown = set()
        for node in walk(window.app):
            try:
                shown.update((node.get_name() or '', node.get_description() or ''))
            except GLib.Error:
                continue
        bad = sorted(t for t in shown if plain(t) in fixed or patterns.fullmatch(plain(t)))
        self.assertEqual([], bad, 'in English: ' + where)
