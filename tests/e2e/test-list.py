#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list as a person arranges and uses it: titles dragged with the pointer, columns, filters and
menus with keys, and all of it there again at the next start."""
import re
import shutil
import unittest

import desk
from gi.repository import Atspi, GLib
from desk import act, find_all, paraphectl, text_of, type_into, wait, xdotool

ALL_STUDENTS = 'Tous les élèves'


def area(node):
    return Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)


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
        """The words of a title: GTK 4.8 says nothing of the title itself."""
        return window.find('label', name)

    def left_of(self, window, name):
        """Where a column begins; what is not shown has no place."""
        return area(self.title(window, name)).x

    def drag(self, window, name, by):
        """Drags a title sideways, with the pointer and in small moves, as a hand does."""
        box = area(self.title(window, name))
        x, y = box.x + 10, box.y + box.height // 2
        number = xdotool('search', '--onlyvisible', '--pid', str(window.process.pid)).split()[-1]
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

    def focused(self, window):
        return [n for n in desk.walk(window.app) if desk.is_focused(n)]

    def tab_to(self, window, node):
        """Tab until a widget has the focus."""
        for _ in range(40):
            before = self.focused(window)
            if desk.is_focused(node):
                return
            window.press('Tab')
            wait(lambda: self.focused(window) != before, 'the focus elsewhere')
        self.fail('no number of tabs leads to %s' % node.get_name())

    def test_columns_are_chosen_without_the_pointer(self):
        base, window = self.open_demo()
        window.action('win.columns')
        box = window.find('check box', 'Recherche')
        self.tab_to(window, box)
        window.press('space', 'Escape')
        wait(lambda: not self.shows(window, 'Recherche'), 'the end of the column')
        self.stop(window)
        window = self.open_again(base)
        self.assertFalse(self.shows(window, 'Recherche'))
        self.stop(window)

    def lines(self, window):
        """How many lines the bar under the list tells."""
        counts = [re.fullmatch(r'(\d+) lignes?', t) for t in desk.texts(window.app)]
        return next((int(c.group(1)) for c in counts if c), None)

    def test_a_filter_is_kept_and_used_again(self):
        base, window = self.open_demo()
        everyone = wait(lambda: self.lines(window), 'the number of lines')
        window.press('ctrl+shift+f')
        self.tab_to(window, window.find('check box', 'Promesse orale'))
        window.press('space')
        promised = wait(lambda: self.lines(window) < everyone and self.lines(window),
                        'fewer lines')
        type_into(wait(lambda: [n for n in window.find_all('text') + window.find_all('entry')
                                if n.get_name() == 'Nom de ce filtre'], 'the name')[-1],
                  'Promesses')
        keep = window.find('push button', contains='Garder')
        wait(lambda: keep.get_state_set().contains(Atspi.StateType.SENSITIVE), 'a name to keep')
        act(keep)
        window.find('push button', 'Renommer «\u00a0Promesses\u00a0»')
        window.press('Escape')
        window.find('push button', 'Retirer «\u00a0Promesse orale\u00a0»')
        self.stop(window)

        window = self.open_again(base)
        wait(lambda: self.lines(window) == everyone, 'all lines')
        window.press('ctrl+shift+f')
        act(window.find('push button', 'Promesses'))
        wait(lambda: self.lines(window) == promised, 'the lines of the filter')
        act(window.find('push button', 'Retirer «\u00a0Promesse orale\u00a0»'))
        wait(lambda: self.lines(window) == everyone, 'all lines')
        self.stop(window)

    def go_to_list(self, window):
        window.action('win.back-to-list')
        wait(lambda: any(n.get_role_name() == 'table row' for n in self.focused(window)),
             'a row with the focus')

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
        entry = wait(lambda: next(n for n in desk.walk(window.app)
                                  if n.get_role_name() == 'entry'), 'the search')
        wait(lambda: desk.is_focused(entry), 'the search with the focus')
        window.press('ctrl+v')
        wait(lambda: 'Élève' in text_of(entry) or student in text_of(entry), 'what was copied')
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
