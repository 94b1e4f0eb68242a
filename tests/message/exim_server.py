# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim, a mail server that schools run, in a folder and with a configuration of its own."""
import contextlib
import mailbox
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import threading
from email import message_from_binary_file, policy

EXIM = shutil.which('exim4', path=os.environ.get('PATH', '') + ':/usr/sbin')
USER = 'Debian-exim'

CONFIG = r'''
keep_environment =
primary_hostname = mail.test
spool_directory = {folder}/spool
log_file_path = {folder}/spool/%slog
deliver_drop_privilege = true
host_lookup =
rfc1413_query_timeout = 0s
message_size_limit = {size}
tls_advertise_hosts = {tls}
tls_certificate = {folder}/pem
tls_privatekey = {folder}/key
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_mail = acl_mail
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = acl_data

begin acl
acl_mail:
  deny   message = 530 5.7.0 Log in first
         !authenticated = *
  accept
acl_rcpt:
  deny   message = 550 5.1.1 No such person here
         local_parts = nobody
  deny   message = Unrouteable address
         local_parts = unrouteable
  deny   message = 552 5.2.2 Mailbox full
         local_parts = full
  defer  message = 452 4.2.2 Mailbox full for the moment
         local_parts = nearlyfull
  defer  message = 451 4.7.1 Greylisted, come back later
         local_parts = grey
         !ratelimit = 1.5 / 1h / per_cmd / strict / $sender_address/$local_part@$domain
  accept
acl_data:
  deny   message = 554 5.7.1 Taken for spam
         condition = ${{if match{{$h_Subject:}}{{SPAM}}}}
  accept

begin routers
all:
  driver = accept
  transport = box

begin transports
box:
  driver = appendfile
  file = {folder}/spool/mbox
  user = ''' + USER + r'''
  envelope_to_add
  return_path_add

begin retry
* * F,1h,10m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{stages}}}}{{eq{{$auth3}}{{secr\xC3\xA8t}}}}}}}}
  server_set_id = $auth2
'''


def why_not():
    """Why Exim cannot be run here; '' when it can."""
    if EXIM is None:
        return 'exim4-daemon-light is not installed'
    if os.geteuid() != 0:
        return 'only root can hand a connection to Exim'
    return ''


class Exim:
    """Takes connections and hands each to an Exim of its own, which delivers before it ends."""

    def __init__(self, folder, certificate, tls=False, starttls=True, size='1M'):
        self.folder = pathlib.Path(folder)
        account = pwd.getpwnam(USER)
        (self.folder / 'spool').mkdir()
        for name, source in (('pem', certificate[0]), ('key', certificate[1])):
            shutil.copy(source, self.folder / name)
        config = CONFIG.format(folder=self.folder, size=size, tls='*' if starttls else '')
        (self.folder / 'config').write_text(config, encoding='utf-8')
        for path in (self.folder, *self.folder.iterdir()):
            shutil.chown(path, account.pw_uid, account.pw_gid)
        self.command = [EXIM, '-C', str(self.folder / 'config'), '-odi', '-bs']
        if tls:
            self.command.insert(-1, '-tls-on-connect')
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.running = []
        self.errors = []
        self.thread = threading.Thread(target=self.serve)
        self.thread.start()

    def serve(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            with connection:
                self.running.append(subprocess.Popen(
                    self.command, stdin=connection, stdout=connection, stderr=subprocess.PIPE,
                    user=USER, group=USER, extra_groups=[], cwd='/'))

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()
        self.wait()

    def wait(self):
        """Until what it has taken is delivered."""
        while self.running:
            self.errors.append(self.running.pop().communicate(timeout=60)[1].decode())

    def mails(self):
        """What was delivered, read by Python's own parser."""
        self.wait()
        path = self.folder / 'spool' / 'mbox'
        if not path.exists():
            return []
        with contextlib.closing(mailbox.mbox(path, factory=lambda file: message_from_binary_file(
                file, policy=policy.default))) as box:
            return list(box)

    def log(self):
        self.wait()
        return ''.join(path.read_text(encoding='utf-8', errors='replace')
                       for path in sorted((self.folder / 'spool').glob('*log')) if path.is_file())
