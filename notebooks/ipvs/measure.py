#!/usr/bin/python3
"""measure.py COUNT...: for each kind and so many services, what one change costs, and one lookup. A line of JSON each."""
import json
import os
import re
import socket
import subprocess
import sys
import time

from services import address, words

KINDS = {
    'iptables': {
        'load': {'iptables': 'iptables-restore'},
        'add': 'iptables -t nat -A SERVICES -d 10.98.0.1 -p tcp --dport 80 -j DNAT --to-destination 172.16.0.2:8080',
        'delete': 'iptables -t nat -D SERVICES -d 10.98.0.1 -p tcp --dport 80 -j DNAT --to-destination 172.16.0.2:8080',
        'clear': 'nft delete table ip nat',
    },
    'nftables': {
        'load': {'nftables': 'nft -f -'},
        'add': "nft add element ip services vips '{ 10.98.0.1 . 80 : 172.16.0.2 . 8080 }'",
        'delete': "nft delete element ip services vips '{ 10.98.0.1 . 80 : 172.16.0.2 . 8080 }'",
        'clear': 'nft delete table ip services',
    },
    'ipvs': {
        'load': {'addresses': 'ip -batch -', 'ipvs': 'ipvsadm -R'},
        'add': 'ipvsadm -A -t 10.98.0.1:80 -s rr',
        'delete': 'ipvsadm -D -t 10.98.0.1:80',
        'clear': 'ipvsadm -C; ip addr flush dev kube-ipvs0',
    },
}
PORT = 8081  # nobody accepts there: the kernel alone answers, and no program disturbs


def inside(name):
    with open(f'/run/netns/{name}') as namespace:
        os.setns(namespace.fileno(), os.CLONE_NEWNET)


def sh(line, text=None):
    started = time.perf_counter()
    subprocess.run(['sh', '-c', line], input=text, text=True, check=True)
    return (time.perf_counter() - started) * 1000


def read_by(line):
    """How many bytes a command is told by the kernel before it is done."""
    sh(f'strace -f -qq -e trace=recvmsg,recvfrom -o /run/trace {line}')
    with open('/run/trace') as trace:
        return sum(int(count) for count in re.findall(r' = (\d+)$', trace.read(), re.M))


def lookup(to):
    """The first packet's way to the pod and back, in microseconds: the call returns when the kernel has done all of it."""
    with socket.socket() as client:
        client.setblocking(False)
        started = time.perf_counter()
        client.connect_ex((to, 80))
        return (time.perf_counter() - started) * 1e6


root = open('/proc/self/ns/net')
inside('red')
listener = socket.create_server(('', PORT), backlog=4096)
for kind, how in KINDS.items():
    for count in map(int, sys.argv[1:]):
        os.setns(root.fileno())
        load = sum(sh(line, words(part, count, PORT)) for part, line in how['load'].items())
        changes = []
        for _ in range(2):
            added = sh(how['add'])
            changes.append(added + sh(how['delete']))
        sh(how['add'])
        read = read_by(how['delete'])
        inside('user')
        fastest = min(lookup(address(count)) for _ in range(40))
        os.setns(root.fileno())
        sh(how['clear'])
        row = {'kind': kind, 'services': count, 'load': load, 'change': min(changes), 'read': read, 'lookup': fastest}
        print(json.dumps({key: round(value) if isinstance(value, float) else value for key, value in row.items()}), flush=True)
