# SPDX-License-Identifier: GPL-3.0-or-later
"""Services that a desktop has on the session bus, played by the test: who shows notifications, and
a keyring that stays locked. Each answers from a thread of its own."""
import threading

from desk import Gio, GLib

NOTIFICATIONS = '''<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
</interface></node>'''

# What libsecret asks of the Secret Service API.
SECRETS = '''<node><interface name="org.freedesktop.Secret.Service">
<method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/>
<arg type="v" direction="out"/><arg type="o" direction="out"/></method>
<method name="SearchItems"><arg type="a{ss}" direction="in"/><arg type="ao" direction="out"/>
<arg type="ao" direction="out"/></method>
<method name="Unlock"><arg type="ao" direction="in"/><arg type="ao" direction="out"/>
<arg type="o" direction="out"/></method>
<property name="Collections" type="ao" access="read"/>
</interface><interface name="org.freedesktop.Secret.Collection">
<method name="CreateItem"><arg type="a{sv}" direction="in"/>
<arg type="(oayays)" direction="in"/><arg type="b" direction="in"/>
<arg type="o" direction="out"/><arg type="o" direction="out"/></method>
<property name="Locked" type="b" access="read"/>
</interface><interface name="org.freedesktop.Secret.Item">
<property name="Locked" type="b" access="read"/><property name="Label" type="s" access="read"/>
<property name="Attributes" type="a{ss}" access="read"/>
<property name="Created" type="t" access="read"/><property name="Modified" type="t" access="read"/>
</interface><interface name="org.freedesktop.Secret.Prompt">
<method name="Prompt"><arg type="s" direction="in"/></method>
<signal name="Completed"><arg type="b"/><arg type="v"/></signal>
</interface></node>'''


class Service:
    """Owns a name on the session bus between start() and stop()."""

    name = xml = None
    places = ()  # path, interface

    def start(self):
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop(self.context)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None),
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()
        return self

    def _run(self, ready):
        self.context.push_thread_default()
        node = Gio.DBusNodeInfo.new_for_xml(self.xml)
        for path, interface in self.places:
            self.bus.register_object(path, node.lookup_interface(interface), self._on_method,
                                     self._on_property, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                           'RequestName', GLib.Variant('(su)', (self.name, 0)), None, 0, -1, None)
        ready.set()
        self.loop.run()
        self.context.pop_thread_default()

    def _on_method(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        try:
            invocation.return_value(self.answer(method, arguments))
        except KeyError as error:
            invocation.return_dbus_error(error.args[0], 'no')
        self.answered(method)

    def _on_property(self, _bus, _sender, _path, _interface, name):
        return self.properties[name]

    def stop(self):
        self.loop.quit()
        self.thread.join()
        self.bus.close_sync(None)

    def answer(self, method, arguments):
        """Returns the answer, or raises a KeyError with the name of a D-Bus error."""
        raise NotImplementedError

    def answered(self, method):
        """The answer to @method is on its way."""

    properties = {}


class Notifications(Service):
    """Keeps what was to be shown: summary and body, in order."""

    name, xml = 'org.freedesktop.Notifications', NOTIFICATIONS
    places = (('/org/freedesktop/Notifications', 'org.freedesktop.Notifications'),)

    def __init__(self):
        self.asked, self.shown = [], []

    def answer(self, method, arguments):
        if method == 'GetServerInformation':
            return GLib.Variant('(ssss)', ('test', 'test', '1', '1.2'))
        if method == 'GetCapabilities':
            return GLib.Variant('(as)', (['body', 'actions'],))
        said = arguments.unpack()
        self.asked.append((said[3], said[4]))
        return GLib.Variant('(u)', (said[1] or len(self.asked),))

    def answered(self, method):
        """What has no number yet to who asked for it cannot be clicked."""
        self.shown[:] = self.asked

    def click(self, number):
        """As somebody who clicks on the notification of that number, from 1 on."""
        path, interface = self.places[0]
        self.bus.emit_signal(None, path, interface, 'ActionInvoked',
                             GLib.Variant('(us)', (number, 'default')))


class LockedKeyring(Service):
    """A keyring whose prompt is always closed by the person."""

    root = '/org/freedesktop/secrets'
    name, xml = 'org.freedesktop.secrets', SECRETS
    places = ((root, 'org.freedesktop.Secret.Service'),
              (root + '/aliases/default', 'org.freedesktop.Secret.Collection'),
              (root + '/collection/login/1', 'org.freedesktop.Secret.Item'),
              (root + '/prompt/1', 'org.freedesktop.Secret.Prompt'))
    properties = {'Collections': GLib.Variant('ao', []), 'Locked': GLib.Variant('b', True),
                  'Label': GLib.Variant('s', 'Paraphe: test'),
                  'Attributes': GLib.Variant('a{ss}', {}), 'Created': GLib.Variant('t', 0),
                  'Modified': GLib.Variant('t', 0)}

    def __init__(self):
        self.prompts = 0

    def answer(self, method, arguments):
        if method == 'OpenSession':
            if arguments.unpack()[0] != 'plain':
                raise KeyError('org.freedesktop.DBus.Error.NotSupported')
            return GLib.Variant('(vo)', (GLib.Variant('s', ''), self.root + '/session/1'))
        if method == 'SearchItems':
            return GLib.Variant('(aoao)', ([], [self.root + '/collection/login/1']))
        if method == 'Unlock':
            return GLib.Variant('(aoo)', ([], self.root + '/prompt/1'))
        if method == 'Prompt':
            return None
        raise KeyError('org.freedesktop.Secret.Error.IsLocked')

    def answered(self, method):
        if method == 'Prompt':
            self.prompts += 1
            self.bus.emit_signal(None, self.root + '/prompt/1', 'org.freedesktop.Secret.Prompt',
                                 'Completed', GLib.Variant('(bv)', (True, GLib.Variant('ao', []))))
