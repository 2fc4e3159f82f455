"""Runs a command in a pseudo-terminal of 160 columns and passes on what it shows: terminal.py COMMAND ARGUMENT …"""

import fcntl
import os
import pty
import struct
import sys
import termios

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
while True:
    try:
        shown = os.read(terminal, 65536)
    except OSError:  # Linux's way to say that the child has closed its end
        break
    if not shown:
        break
    os.write(1, shown)
status = os.waitpid(child, 0)[1]
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)
