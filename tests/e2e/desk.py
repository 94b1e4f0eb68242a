# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window from outside, as a screen reader would: AT-SPI to find, read and click,
D-Bus for actions that take an argument. Nothing here sleeps: everything waits for a condition."""
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import warnings

warnings.simplefilter('ignore')
import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

Atspi.init()
Atspi.set_timeout(4000, 10000)

APPLICATION = 'org.paraphe.Paraphe'
WINDOW_PATH = '/org/paraphe/Paraphe/window/1'
APP_PATH = '/org/paraphe/Paraphe'
# A sanitizer build is several times slower; a condition is waited for longer there.
PATIENCE = float(os.environ.get('PARAPHE_TEST_PATIENCE', '20'))
# For windows that open the system's file dialog: it and its libraries keep memory to the end,
# differently each time, so leaks are not looked for there.
WITH_FILE_DIALOG = {'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'}
# For windows that speak with a keyring: libsecret keeps a block of locked memory and what it had of
# a prompt to the end (see lsan.supp), which stacks as short as the sanitizer's do not tell.
WITH_KEYRING = WITH_FILE_DIALOG


def wait(condition, what, seconds=None):
    """Calls @condition until it gives something true; AT-SPI errors count as "not yet"."""
    limit = time.monotonic() + (seconds or PATIENCE)
    last = None
    while time.monotonic() < limit:
        try:
            found = condition()
            if found:
                return found
        except (GLib.Error, IndexError, AttributeError, StopIteration) as error:
            last = error
        select.select([], [], [], 0.02)
    raise AssertionError('never came: %s%s' % (what, ' (%s)' % last if last else ''))


def on_screen(node, height):
    """GTK 4.8 tells "showing" of windows alone; what is not drawn has no extents, and the rows of a
    list that are scrolled out of view lie above or below the window."""
    try:
        component = node.get_component_iface()
        if component is None:
            return True
        box = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
    except GLib.Error:
        return False
    return box.width > 0 and box.height > 0 and box.y < height and box.y + box.height > 0


def children(node, backwards):
    """The children of an accessible, without those that go while they are asked for."""
    try:
        places = range(node.get_child_count())
    except GLib.Error:
        return
    for i in reversed(places) if backwards else places:
        try:
            child = node.get_child_at_index(i)
            if child is not None:
                yield child, child.get_role_name()
        except GLib.Error:
            continue


def height_of(node):
    try:
        component = node.get_component_iface()
        box = component and Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
    except GLib.Error:
        box = None
    return box.height if box and box.height > 0 else 10000


def walk(node, height=None, backwards=False):
    """Every accessible that is drawn, from @node down; @backwards, those that lie above others come
    first."""
    if height is None:
        height = height_of(node)
    yield node
    for child, role in children(node, backwards):
        if role in ('frame', 'dialog', 'window'):
            yield from walk(child, None, backwards)
        elif on_screen(child, height):
            yield from walk(child, height, backwards)


def find_all(root, role=None, name=None, contains=None):
    found = []
    for node in walk(root):
        try:
            # What is a "push button" here is a "button" to newer accessibility libraries.
            if role and node.get_role_name() not in (role, role.removeprefix('push ')):
                continue
            label = node.get_name() or ''
            if name is not None and label != name:
                continue
            if contains is not None and contains not in label:
                continue
            found.append(node)
        except GLib.Error:
            continue
    return found


def find(root, role=None, name=None, contains=None, seconds=None):
    what = 'a %s called “%s”' % (role or 'widget', name or contains)
    return wait(lambda: (find_all(root, role, name, contains) or [None])[0], what, seconds)


def act(node, wanted=None):
    actions = node.get_action_iface()
    names = [actions.get_action_name(i) for i in range(actions.get_n_actions())]
    actions.do_action(names.index(wanted) if wanted else 0)


def type_into(node, text):
    node.get_editable_text_iface().set_text_contents(text)


def is_focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def text_of(node):
    """What an entry holds; -1 as the end gives nothing in GTK 4.8."""
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def texts(root):
    """Every text that is on the screen, one string each."""
    return [n.get_name() for n in find_all(root) if n.get_name()]


def shows(root, text):
    """Whether a text is on the screen. A message that soon goes again lies above all the rest, so
    it is looked for there first, before it is gone."""
    for node in walk(root, backwards=True):
        try:
            if text in (node.get_name() or ''):
                return True
        except GLib.Error:
            continue
    return False


class Paraphe:
    """One running window with a home of its own; settings last as long as the home."""

    def __init__(self, *arguments, home, extra=None):
        self.home = home
        env = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + '/.config',
                   XDG_DATA_HOME=home + '/.local/share', XDG_CACHE_HOME=home + '/.cache',
                   XDG_STATE_HOME=home + '/.local/state', GSETTINGS_BACKEND='keyfile',
                   GTK_A11Y='atspi', GSK_RENDERER='cairo', GDK_BACKEND='x11', **(extra or {}))
        env.pop('G_DEBUG', None)
        self.errors = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen([os.environ['PARAPHE_WINDOW'], *arguments], env=env,
                                        stdout=subprocess.DEVNULL, stderr=self.errors)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.app = wait(self._application, 'the application on the accessibility bus')
        self.window = wait(lambda: find_all(self.app, 'frame')[0], 'the window')

    def _application(self):
        assert self.process.poll() is None, 'the program has stopped: ' + self.stderr()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app and app.get_process_id() == self.process.pid and app.get_child_count():
                return app
        return None

    def call_actions(self, name, method, arguments=()):
        group, name = name.split('.', 1)
        path = WINDOW_PATH if group == 'win' else APP_PATH
        signature = '(s)' if method == 'Describe' else '(sava{sv})'
        call = GLib.Variant(signature, (name, *arguments))
        return self.bus.call_sync(APPLICATION, path, 'org.gtk.Actions', method, call, None,
                                  Gio.DBusCallFlags.NONE, 10000, None)

    def is_enabled(self, name):
        return self.call_actions(name, 'Describe').unpack()[0][0]

    def action(self, name, argument=None):
        """Activates "win.name" or "app.name" with a GVariant argument, once it is enabled: what is
        not would do nothing, and say nothing."""
        wait(lambda: self.is_enabled(name), 'the action %s' % name)
        self.call_actions(name, 'Activate', ([] if argument is None else [argument], {}))

    def find(self, role=None, name=None, contains=None):
        return find(self.app, role, name, contains)

    def find_all(self, role=None, name=None, contains=None):
        return find_all(self.app, role, name, contains)

    def sees(self, text):
        return wait(lambda: shows(self.app, text), 'the text “%s”' % text)

    def sees_no(self, text):
        return wait(lambda: not shows(self.app, text), 'the end of the text “%s”' % text)

    def take_keyboard(self):
        """No window manager runs to give the window the keyboard: it is taken as one would."""
        number = wait(lambda: xdotool('search', '--onlyvisible', '--pid', str(self.process.pid)),
                      'the window on the display').split()[-1]
        xdotool('windowfocus', number)
        wait(lambda: self.window.get_state_set().contains(Atspi.StateType.ACTIVE),
             'the keyboard in the window')

    def press(self, *keys):
        """Presses keys, each by its X name with its modifiers: "ctrl+shift+z"."""
        xdotool('key', '--clearmodifiers', *keys)

    def write(self, text):
        """Types unaccented text, key by key."""
        xdotool('type', '--clearmodifiers', text)

    def click_at(self, node):
        """Clicks with the pointer in the middle of what is drawn in the main window, for what has
        no action. Without a window manager that window lies in the corner of the screen."""
        box = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
        # A pointer that comes from elsewhere tells where it is, whatever was above it before.
        xdotool('mousemove', '0', '0', 'mousemove', str(box.x + box.width // 2),
                str(box.y + box.height // 2), 'click', '1')

    def look_away(self):
        """Takes the pointer and the keyboard out of the window. 1 is X's word for “whatever is
        under the pointer”."""
        xdotool('mousemove', '1279', '1023', 'windowfocus', '1')
        wait(lambda: not self.window.get_state_set().contains(Atspi.StateType.ACTIVE),
             'the window without the keyboard')

    def click(self, name):
        act(self.find('push button', contains=name), 'click')

    def stderr(self):
        self.errors.seek(0)
        return self.errors.read()

    def quit(self):
        """Closes the window as a person does; what it said on stderr must hold no warning."""
        if self.process.poll() is None:
            try:
                self.action('app.quit')
            except GLib.Error:
                pass  # the reply is lost when the program leaves first
        code = self.process.wait(PATIENCE)
        return code, self.stderr()

    def kill(self):
        """Ends what a failed test left; a program that has crashed says so in the test's output."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        elif self.process.returncode != 0:
            print('ended with %d: %s' % (self.process.returncode, self.stderr()), file=sys.stderr)
        self.errors.close()


def xdotool(*arguments):
    """Runs xdotool and gives what it printed; a search that finds nothing gives nothing."""
    return subprocess.run(['xdotool', *arguments], capture_output=True, text=True,
                          check=False).stdout


def paraphectl(*arguments):
    """Runs paraphectl with --json and gives what it printed."""
    done = subprocess.run([os.environ['PARAPHECTL'], *arguments, '--json'], capture_output=True,
                          text=True, check=True)
    return json.loads(done.stdout)


# GLib's table of quarks begins with 2048 and is never freed when it grows (g_quark_init(), seen
# with the whole stack: by default the report shows no more of it than this).
QUARKS_LOST = re.compile(
    r'Direct leak of 16384 byte\(s\) in 1 object\(s\) allocated from:\n'
    r' +#0 \S+ in malloc [^\n]*\n +#1 \S+ in g_malloc [^\n]*\n\n'
    r'SUMMARY: AddressSanitizer: 16384 byte\(s\) leaked in 1 allocation\(s\)\.')


def lost_only_quarks(code, errors):
    """Whether a program ended well, and lost that table alone."""
    return code == 99 and errors.count('leak of') == 1 and QUARKS_LOST.search(errors) is not None


class WindowTest(unittest.TestCase):
    """A temporary home and folder for each test; the window must end without a complaint."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='paraphe-e2e-')
        self.home = os.path.join(self.folder, 'home')
        os.mkdir(self.home)
        self.running = []

    def tearDown(self):
        for paraphe in self.running:
            paraphe.kill()
        shutil.rmtree(self.folder)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def start(self, *arguments, **extra):
        paraphe = Paraphe(*arguments, home=self.home, extra=extra)
        self.running.append(paraphe)
        return paraphe

    def stop(self, paraphe):
        code, errors = paraphe.quit()
        self.assertTrue(code == 0 or lost_only_quarks(code, errors),
                        'ended with %s: %s' % (code, errors))
        for word in ('CRITICAL', 'WARNING **', 'ERROR: AddressSanitizer', 'runtime error'):
            self.assertNotIn(word, errors)
