#!/usr/bin/python3
"""netkit.py attach|detach DEVICE primary|peer PROGRAM: a pinned BPF program, in one end of a netkit pair."""
import ctypes
import os
import socket
import sys

ENDS = {'primary': 54, 'peer': 55}  # BPF_NETKIT_PRIMARY and BPF_NETKIT_PEER of linux/bpf.h

verb, device, end, path = sys.argv[1:]
libbpf = ctypes.CDLL('libbpf.so.1', use_errno=True)
program = libbpf.bpf_obj_get(path.encode())
if program < 0:
    sys.exit(f'{path}: {os.strerror(-program)}')
do = {'attach': libbpf.bpf_prog_attach_opts, 'detach': libbpf.bpf_prog_detach_opts}[verb]
failed = do(program, socket.if_nametoindex(device), ENDS[end], None)
if failed:
    sys.exit(f'{verb} {device} {end}: {os.strerror(-failed)}')
