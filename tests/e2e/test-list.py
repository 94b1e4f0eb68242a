#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list as a person arranges and uses it: titles dragged with the pointer, columns, filters and
menus with keys, and all of it there again at the next start."""
import re
import shutil
import unittest

import desk
from desk import (GLib, act, area, find_all, focused, paraphectl, rest, text_of, type_into, wait,
                  xdotool)

ALL_STUDENTS = 'Tous les élèves'


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class TheList(desk.WindowTest):
    def open_demo(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        return base, self.open_again(base)

    def open_again(self, base):
        window = self.start(base)
        window.sees(ALL_STUDENTS)
        window.action('win.show-all')
        window.take_keyboard()
        return window

    def title(self, window, name):
        """Where the words of a title are: GTK 4.8 says nothing of the title itself."""
        return rest(lambda: area(window.find_all('label', name)[0]), 'the title ' + name)

    def left_of(self, window, name):
        """Where a column begins; what is not shown has no place."""
        return self.title(window, name)[0]

    def drag(self, window, name, by):
        """Drags a title sideways, with the pointer and in small moves, as a hand does."""
        left, top, _, height = self.title(window, name)
        x, y = left + 10, top + height // 2
        number = wait(window.on_display, 'the window on the display')[-1]
        xdotool('mousemove', '--window', number, str(x), str(y), 'mousedown', '1')
        for part in range(1, 11):
            xdotool('mousemove', '--window', number, str(x + by * part // 10), str(y))
        xdotool('mouseup', '1')

    def test_a_title_is_dragged_and_stays_there(self):
        base, window = self.open_demo()
        search, company = self.left_of(window, 'Recherche'), self.left_of(window, 'Entreprise')
        self.assertLess(search, company)
        self.drag(window, 'Entreprise', search - company - 40)
        wait(lambda: self.left_of(window, 'Entreprise') < self.left_of(window, 'Recherche'),
             'the company before the search')
        self.stop(window)
        window = self.open_again(base)
        self.assertLess(self.left_of(window, 'Entreprise'), self.left_of(window, 'Recherche'))
        window.action('win.reset-columns')
        wait(lambda: self.left_of(window, 'Recherche') < self.left_of(window, 'Entreprise'),
             'the search before the company')
        self.stop(window)

    def shows(self, window, name):
        return find_all(window.window, 'label', name)

    def tab_to_box(self, window, name):
        """Tab until a box has the focus that can be checked."""
        window.find('check box', name)
        self.tab_to(window, window.app, name, 'check box', how=str.__eq__)

    def test_columns_are_chosen_without_the_pointer(self):
        base, window = self.open_demo()
        window.action('win.columns')
        self.tab_to_box(window, 'Recherche')
        window.press('space', 'Escape')
        wait(lambda: not self.shows(window, 'Recherche'), 'the end of the column')
        self.stop(window)
        window = self.open_again(base)
        self.assertFalse(self.shows(window, 'Recherche'))
        self.stop(window)

    def press(self, window, name):
        act(lambda: window.find_all('push button', name)[0], 'a button called “%s”' % name)

    def lines(self, window):
        """How many lines the bar under the list tells."""
        counts = [re.fullmatch(r'(\d+) lignes?', t) for t in desk.texts(window.app)]
        return next((int(c.group(1)) for c in counts if c), None)

    def test_a_filter_is_kept_and_used_again(self):
        base, window = self.open_demo()
        everyone = len(paraphectl('list', base))
        wait(lambda: self.lines(window) == everyone, 'all lines')
        window.press('ctrl+shift+f')
        self.tab_to_box(window, 'Promesse orale')
        window.press('space')
        promised = wait(lambda: self.lines(window) < everyone and self.lines(window),
                        'fewer lines')
        type_into(lambda: [node for role in ('text', 'entry')
                           for node in window.find_all(role, 'Nom de ce filtre')][-1],
                  'the name of the filter', 'Promesses')
        window.click('Garder')
        window.find('push button', 'Renommer «\u00a0Promesses\u00a0»')
        window.press('Escape')
        window.find('push button', 'Retirer «\u00a0Promesse orale\u00a0»')
        self.stop(window)

        window = self.open_again(base)
        wait(lambda: self.lines(window) == everyone, 'all lines')
        window.press('ctrl+shift+f')
        self.press(window, 'Promesses')
        wait(lambda: self.lines(window) == promised, 'the lines of the filter')
        self.press(window, 'Retirer «\u00a0Promesse orale\u00a0»')
        wait(lambda: self.lines(window) == everyone, 'all lines')
        self.stop(window)

    def go_to_list(self, window):
        window.action('win.back-to-list')
        self.waits_for_focus(window.app, '', 'table row')

    def test_the_menu_key_opens_what_can_be_done(self):
        _, window = self.open_demo()
        window.action('win.select-line', GLib.Variant('i', 0))
        self.go_to_list(window)
        window.press('Menu')
        for item in ('Ajouter un entretien…', 'Ouvrir la fiche', 'Copier', 'Tout sélectionner'):
            window.find('menu item', item)
        self.assertEqual([], find_all(window.app, 'menu item', 'Ouvrir le document'))
        window.press('Escape')
        self.stop(window)

    def test_lines_are_copied_as_a_table(self):
        base, window = self.open_demo()
        student = paraphectl('list', base)[0]['student'].split()[0]
        window.action('win.search-for', GLib.Variant('s', student))
        window.action('win.select-line', GLib.Variant('i', 0))
        self.go_to_list(window)
        window.press('ctrl+c')
        window.sees('1 ligne copiée')
        window.action('win.search-for', GLib.Variant('s', ''))
        window.press('ctrl+f')
        self.waits_for_focus(window.app, '', 'entry')
        window.press('ctrl+v')

        def pasted():
            text = text_of(focused(window.app))
            return 'Élève' in text or student in text
        wait(pasted, 'what was copied')
        self.stop(window)

    def test_the_first_line_is_copied_down_in_one_act(self):
        base, window = self.open_demo()
        window.action('win.filter', GLib.Variant('s', 'sheet.to_validate'))
        window.action('win.select-all')
        self.go_to_list(window)
        window.press('ctrl+d')
        window.sees('Recopier vers le bas')
        window.click('Recopier')
        window.sees('lignes remplies')
        window.press('ctrl+z')
        window.sees('Annulé')
        self.stop(window)


if __name__ == '__main__':
    unittest.main(verbosity=2)
