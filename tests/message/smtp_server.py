# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server with TLS and accounts, which can be rude in every way that mail servers are."""
import base64
import re
import socket
import ssl
import subprocess
import threading

CONFIG = '''[ca]
default_ca=x
[x]
database={0}/index
serial={0}/serial
default_md=sha256
policy=p
x509_extensions=e
[p]
commonName=supplied
[e]
subjectAltName=DNS:localhost,IP:127.0.0.1
[req]
distinguished_name=d
[d]
'''


def make_certificate(folder, start, end):
    """A key and a certificate, valid from one day to another, for localhost."""
    folder.mkdir()
    (folder / 'index').write_text('')
    (folder / 'serial').write_text('01\n')
    (folder / 'conf').write_text(CONFIG.format(folder))
    key, request, certificate = (str(folder / name) for name in ('key', 'request', 'pem'))
    for command in (['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
                     '-nodes', '-subj', '/CN=localhost', '-keyout', key, '-out', request],
                    ['ca', '-batch', '-selfsign', '-keyfile', key, '-in', request, '-notext',
                     '-startdate', start, '-enddate', end, '-outdir', str(folder),
                     '-out', certificate]):
        subprocess.run(['openssl', *command, '-config', str(folder / 'conf')], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return certificate, key


class Cut(Exception):
    """The server hangs up."""


class Server:
    """Its switches are replies by command: {'RCPT': '550 5.1.1 Unknown'}; 'hang' says nothing more,
    'cut' hangs up; 'BODY' is what follows the mail, 'MIDDLE' cuts within it. A list is one a
    connection. `talk` is what it heard, `mails` what it took, `late` what came after it hung."""

    def __init__(self, certificate, tls=False, starttls=True, **replies):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*certificate)
        self.tls, self.starttls, self.replies = tls, starttls, replies
        self.talk, self.mails, self.late = [], [], b''
        self.hung, self.gone, self.over = (threading.Event() for _ in range(3))
        self.auth = 'PLAIN LOGIN XOAUTH2'
        self.size = 1000000
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def stop(self):
        self.over.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()

    def serve(self):
        while not self.over.is_set():
            try:
                self.socket = self.listener.accept()[0]
            except OSError:
                return
            self.socket.settimeout(20)
            try:
                self.secure = self.tls
                if self.tls:
                    self.wrap()
                self.file = self.socket.makefile('rb')
                self.session()
            except (Cut, OSError):
                pass
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self.socket.close()

    def wrap(self):
        self.socket = self.context.wrap_socket(self.socket, server_side=True)
        self.secure = True

    def say(self, *lines):
        self.socket.sendall(''.join(line + '\r\n' for line in lines).encode())

    def hang(self):
        self.hung.set()
        self.socket.settimeout(None)
        try:
            while data := self.file.read1():
                self.late += data
        finally:
            self.gone.set()
        raise Cut

    def rude(self, command):
        """Whether something else was said than what is usual."""
        reply = self.replies.get(command)
        if isinstance(reply, list):
            reply = reply.pop(0) if reply else None
        if reply is None:
            return False
        if reply == 'hang':
            self.hang()
        if reply == 'cut':
            raise Cut
        self.say(*reply.split('|'))
        return True

    def line(self):
        line = self.file.readline()
        if not line.endswith(b'\r\n'):
            raise Cut
        self.talk.append((self.secure, line[:-2].decode('latin-1')))
        return self.talk[-1][1]

    def session(self):
        if not self.rude('GREETING'):
            self.say('220 test ESMTP')
        while True:
            verb, _, rest = self.line().partition(' ')
            if verb == 'QUIT':
                self.rude('QUIT')
                self.say('221 Bye')
                return
            if not self.rude(verb):
                getattr(self, 'do_' + verb)(rest)

    def do_EHLO(self, rest):
        offers = ['STARTTLS'] if self.starttls and not self.secure else []
        offers += ['AUTH ' + self.auth] if self.secure and self.auth else []
        self.say('250-test', *('250-' + offer for offer in offers), f'250 SIZE {self.size}')

    def do_STARTTLS(self, rest):
        self.say('220 Go on')
        self.wrap()
        self.file = self.socket.makefile('rb')

    def do_AUTH(self, rest):
        method, _, initial = rest.partition(' ')
        if not initial:
            self.say('334 VXNlcm5hbWU6' if method == 'LOGIN' else '334 ')
            initial = self.line()
        given = base64.b64decode(initial)
        if method == 'LOGIN':
            self.say('334 UGFzc3dvcmQ6')
            given = b'\0' + given + b'\0' + base64.b64decode(self.line())
        if given in (b'\0stages\0secr\xc3\xa8t',
                     b'user=stages\x01auth=Bearer jeton\x01\x01'):
            self.say('235 2.7.0 Welcome')
        elif method == 'XOAUTH2':
            self.say('334 ' + base64.b64encode(b'{"status":"401"}').decode())
            self.line()
            self.say('535 5.7.8 Token refused')
        else:
            self.say('535 5.7.8 Wrong name or password')

    def do_MAIL(self, rest):
        size = int(re.search('SIZE=([0-9]+)', rest).group(1))
        self.say('250 OK' if size <= self.size else '552 5.3.4 Message too big')

    def do_RCPT(self, rest):
        self.say('250 OK')

    def do_DATA(self, rest):
        self.say('354 Go on')
        lines = []
        while True:
            line = self.file.readline()
            if 'MIDDLE' in self.replies:
                self.rude('MIDDLE')
            if not line or line == b'.\r\n':
                break
            lines.append(line[1:] if line.startswith(b'.') else line)
        self.mails.append(b''.join(lines))
        if not self.rude('BODY'):
            self.say('250 2.0.0 Queued as 42')
