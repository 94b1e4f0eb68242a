# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real window from outside, as a screen reader would: AT-SPI to find, read and click,
D-Bus for actions that take an argument. Nothing here sleeps: everything waits for a condition.

What is found may go a moment later: a list is read anew, a row is used for another line. So
nothing is found first and used afterwards: wait() and read() find and look in one go, act(),
type_into() and click_at() find and act in one go, and begin again when what they had has gone."""
import itertools
import json
import os
import re
import select
import shutil
import sqlite3
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

APPLICATION = 'org.paraphe.Paraphe'
WINDOW_PATH = '/org/paraphe/Paraphe/window/1'
APP_PATH = '/org/paraphe/Paraphe'
# What is green never waits so long, be the computer ever so busy. A sanitizer build is several
# times slower; a condition is waited for longer there.
PATIENCE = float(os.environ.get('PARAPHE_TEST_PATIENCE', '60'))
MILLISECONDS = int(PATIENCE * 1000)
# A question without an answer is no error to AT-SPI: there is no name then, and there are no
# children. So an answer is waited for as long as a condition.
Atspi.set_timeout(MILLISECONDS, MILLISECONDS)
WINDOWS = ('frame', 'dialog', 'window')
# What a look raises when something is not there yet, or goes while it is looked at.
GONE = (GLib.Error, LookupError, ValueError, AttributeError, StopIteration)
# Keys that do nothing, and say nothing, while the window does not know yet what was done.
TAKE_BACK = {'ctrl+z': 'win.undo', 'ctrl+shift+z': 'win.redo', 'ctrl+y': 'win.redo'}
# For windows that open the system's file dialog: it and its libraries keep memory to the end,
# differently each time, so leaks are not looked for there.
WITH_FILE_DIALOG = {'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'}
# For windows that speak with a keyring: libsecret keeps a block of locked memory and what it had of
# a prompt to the end (see lsan.supp), which stacks as short as the sanitizer's do not tell.
WITH_KEYRING = WITH_FILE_DIALOG


def wait(condition, what, seconds=None):
    """Calls @condition until it gives something true; what has gone counts as "not yet"."""
    limit = time.monotonic() + (seconds or PATIENCE)
    last = None
    while time.monotonic() < limit:
        try:
            found = condition()
            if found:
                return found
        except GONE as error:
            last = error
        select.select([], [], [], 0.02)
    raise AssertionError('never came: %s%s' % (what, ' (%s)' % last if last else ''))


def read(look, what):
    """What @look gives, be it false, as soon as it comes to its end."""
    return wait(lambda: [look()], what)[0]


def rest(look, what):
    """What @look gives, once it gives the same twice in a row."""
    seen = [None]

    def same():
        seen.append(None)
        seen[-1] = look()
        return seen[-1] == seen[-2] and [seen[-1]]
    return wait(same, what + ' at rest')[0]


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
        if role in WINDOWS:
            yield from walk(child, None, backwards)
        elif on_screen(child, height):
            yield from walk(child, height, backwards)


def from_above(root):
    """Every accessible that is drawn, those that lie above others first. The way through all there
    is may take as long as a message stays, which lies above all the rest: what is there is given
    again and again."""
    for n, node in enumerate(walk(root, backwards=True), 1):
        yield node
        if n % 100 == 0:
            yield from itertools.islice(walk(root, backwards=True), 20)


def named(root, role=None, look=walk):
    """Each accessible that is drawn, with its name as it was read once."""
    for node in look(root):
        try:
            # What is a "push button" here is a "button" to newer accessibility libraries.
            if not role or node.get_role_name() in (role, role.removeprefix('push ')):
                yield node, node.get_name() or ''
        except GLib.Error:
            continue


def called(root, role=None, name=None, contains=None, look=walk):
    return (node for node, label in named(root, role, look)
            if name in (None, label) and (contains is None or contains in label))


def find_all(root, role=None, name=None, contains=None):
    return list(called(root, role, name, contains))


def find(root, role=None, name=None, contains=None, seconds=None):
    what = 'a %s called “%s”' % (role or 'widget', name or contains)
    return wait(lambda: next(called(root, role, name, contains, from_above)), what, seconds)


def certainly_not_done(error):
    """Whether an error says that nobody has heard of an action. Who heard and did not answer, be it
    for having ended, may have done it."""
    return not any(words in error.message for words in ('not receive a reply', 'without replying'))


def act(look, what, wanted=None):
    """Does an action of what @look finds, once. It is looked for again while it is not there, takes
    no action yet, or has gone before it could hear of it."""
    def done():
        actions = look().get_action_iface()
        names = [actions.get_action_name(i) for i in range(actions.get_n_actions())]
        number = names.index(wanted) if wanted else 0
        try:
            return actions.do_action(number)
        except GLib.Error as error:
            if certainly_not_done(error):
                raise
            return True
    wait(done, '%s that can be used' % what)


def press(root, name, role='push button', action='click', look=walk):
    """Presses the first button that has @name in its name, once it can be pressed."""
    act(lambda: next(called(root, role, contains=name, look=look)),
        'a %s called “%s”' % (role, name), action)


def type_into(look, what, text):
    """Has @text alone stand in what @look finds."""
    def typed():
        look().get_editable_text_iface().set_text_contents(text)
        return True
    wait(typed, what)


def enter(root, name, text):
    type_into(lambda: find_all(root, 'text', contains=name)[0], 'an entry called “%s”' % name, text)


def area(node):
    """Where something is drawn in its window."""
    box = Atspi.Component.get_extents(node.get_component_iface(), Atspi.CoordType.WINDOW)
    if box.width <= 0 or box.height <= 0:
        raise LookupError('not drawn')
    return box.x, box.y, box.width, box.height


def has_state(node, state):
    return node.get_state_set().contains(state)


def is_focused(node):
    return has_state(node, Atspi.StateType.FOCUSED)


def focused(root):
    """What has the focus, or None."""
    for node in walk(root):
        try:
            if is_focused(node):
                return node
        except GONE:
            continue
    return None


def has_keyboard(frame):
    """Whether keys go to a window: not every kind says so of itself, and nothing has the focus in
    the others."""
    return has_state(frame, Atspi.StateType.ACTIVE) or focused(frame) is not None


def text_of(node):
    """What an entry holds; -1 as the end gives nothing in GTK 4.8."""
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def texts(root):
    """Every text that is on the screen, one string each."""
    return [name for _, name in named(root) if name]


def shows(root, text):
    """Whether a text is on the screen."""
    return any(text in label for _, label in named(root, look=from_above))


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
                                  Gio.DBusCallFlags.NONE, MILLISECONDS, None)

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

    # ---- windows ----

    def windows(self):
        """The windows of the program by their titles."""
        found = [self.app.get_child_at_index(i) for i in range(self.app.get_child_count())]
        return {one.get_name() or '': one for one in found if one}

    def other_window(self, title):
        """A window that has @title in its title."""
        return wait(lambda: next(one for name, one in self.windows().items() if title in name),
                    'the window “%s”' % title)

    def has_windows(self, count):
        wait(lambda: self.app.get_child_count() == count, '%d windows' % count)

    def question(self):
        """The only window beside the main one."""
        self.has_windows(2)
        return wait(lambda: next(one for one in self.windows().values() if one != self.window),
                    'a question')

    def is_alone(self):
        """No window is left but the main one."""
        self.has_windows(1)

    def on_display(self, *conditions):
        """The visible windows of the program, as X numbers them, the newest last."""
        return xdotool('search', '--all', '--onlyvisible', '--pid', str(self.process.pid),
                       *conditions).split()

    def take_keyboard(self, frame=None):
        """No window manager runs to give a window the keyboard: it is taken as one would. What has
        just been closed may still be on the display, so it is tried until the window has it."""
        frame = frame or self.window

        def taken():
            if not has_keyboard(frame):
                title = '^%s$' % re.escape(frame.get_name())
                xdotool('windowfocus', self.on_display('--name', title)[-1])
            return has_keyboard(frame)
        wait(taken, 'the keyboard in the window')

    def press(self, *keys):
        """Presses keys, each by its X name with its modifiers: "ctrl+shift+z"; those that take back
        and do again, once there is something to."""
        for action in {TAKE_BACK[key] for key in keys if key in TAKE_BACK}:
            wait(lambda name=action: self.is_enabled(name), 'the action %s' % action)
        xdotool('key', '--clearmodifiers', *keys)

    def write(self, text):
        """Types unaccented text, key by key."""
        xdotool('type', '--clearmodifiers', text)

    def click_at(self, look, what):
        """Clicks with the pointer in the middle of what @look finds in the main window, for what
        has no action: once it stays where it is under the pointer. Without a window manager that
        window lies in the corner of the screen."""
        pointed = [None]

        def stays():
            place = rest(lambda: area(look()), what)
            if place == pointed[0]:
                return True
            x, y, width, height = pointed[0] = place
            # A pointer that comes from elsewhere tells where it is, whatever was above it before.
            xdotool('mousemove', '0', '0', 'mousemove', str(x + width // 2), str(y + height // 2))
            return False
        wait(stays, what + ' under the pointer')
        xdotool('click', '1')

    def look_away(self):
        """Takes the pointer and the keyboard out of the window. 1 is X's word for “whatever is
        under the pointer”."""
        xdotool('mousemove', '1279', '1023', 'windowfocus', '1')
        wait(lambda: not has_keyboard(self.window), 'the window without the keyboard')

    def click(self, name):
        press(self.app, name, look=from_above)

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


def ask(base, sql, *values):
    """What a database says, as another program would read it."""
    connection = sqlite3.connect('file:%s?mode=ro' % base, uri=True, timeout=PATIENCE)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


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

    def waits_for_focus(self, root, name, role=None, how=str.__contains__):
        """Waits for the focus on what has @name in its name, and gives it."""
        def there():
            node = focused(root)
            return node if (how(node.get_name() or '', name)
                            and role in (None, node.get_role_name())) else None
        return wait(there, 'the focus on “%s”' % name)

    def tab_to(self, window, root, name, role=None, key='Tab', how=str.__contains__, most=60):
        """Presses Tab until the focus is on what has @name in its name."""
        def there():
            node = focused(root)
            return node, node.get_name() or '', node.get_role_name()
        for _ in range(most):
            before, found, its_role = wait(there, 'a focus')
            if how(found, name) and role in (None, its_role):
                return
            window.press(key)
            wait(lambda b=before: focused(root) not in (None, b), 'the next focus')
        raise AssertionError('Tab never comes to “%s”' % name)

    def stop(self, paraphe):
        code, errors = paraphe.quit()
        self.assertTrue(code == 0 or lost_only_quarks(code, errors),
                        'ended with %s: %s' % (code, errors))
        for word in ('CRITICAL', 'WARNING **', 'ERROR: AddressSanitizer', 'runtime error'):
            self.assertNotIn(word, errors)
