#!/usr/bin/python3
"""services.py KIND COUNT: what to load so that COUNT addresses, port 80, lead to the pod red."""
import sys


def address(number):
    """Of service number 1, 2, ..."""
    return f'10.97.{(number - 1) // 250}.{(number - 1) % 250 + 1}'


def words(kind, count, port=8080):
    vips = [address(number + 1) for number in range(count)]
    pod = '172.16.0.2'
    if kind == 'iptables':
        rules = [f'-A SERVICES -d {vip} -p tcp --dport 80 -j DNAT --to-destination {pod}:{port}' for vip in vips]
        return '\n'.join(['*nat', ':SERVICES -', '-A PREROUTING -j SERVICES', *rules, 'COMMIT'])
    if kind == 'nftables':
        elements = ',\n      '.join(f'{vip} . 80 : {pod} . {port}' for vip in vips)
        return f'''table ip services {{
  map vips {{
    type ipv4_addr . inet_service : ipv4_addr . inet_service
    elements = {{
      {elements} }}
  }}
  chain in {{
    type nat hook prerouting priority dstnat
    dnat ip to ip daddr . tcp dport map @vips
  }}
}}'''
    if kind == 'ipvs':
        return '\n'.join(f'-A -t {vip}:80 -s rr\n-a -t {vip}:80 -r {pod}:{port} -m' for vip in vips)
    if kind == 'addresses':
        return '\n'.join(f'addr add {vip}/32 dev kube-ipvs0' for vip in vips)
    sys.exit(f'{kind} is none of iptables, nftables, ipvs, addresses')


if __name__ == '__main__':
    print(words(sys.argv[1], int(sys.argv[2])))
