/** What a person agrees to before the course works on machines of theirs. */
export const TERMS = `These machines are yours. What netdive does on them, as root, until \`netdive down\`:
- It installs nothing, and writes down what is in their network now.
- Chapters use eth0, eth1 and namespaces as they please. The interface that SSH comes in by is never changed.
- At each \`reset\`, at the start of a chapter and at \`down\`, what is new in their network goes: namespaces with the
  processes in them, interfaces, addresses, routes, rules, neighbours, queueing disciplines, nftables and iptables rules,
  IPVS services, ipsets, BPF pins; net.* settings and eth0 and eth1 are set as before; what cells started is ended.
  So use the machines for nothing else meanwhile.
- Not undone, but told: files, packages, system services, processes that may be somebody else's, rules of iptables-legacy,
  IPsec. Connections that the kernel tracks (conntrack) are not told either: they expire by themselves.`;
