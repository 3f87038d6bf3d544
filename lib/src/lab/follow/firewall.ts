/** The kernel’s function that calls a hook’s chains, and nft’s name of the hook. */
const HOOKS: readonly (readonly [RegExp, string])[] = [
  [/^(ip|ipv6)_rcv$/, 'prerouting'],
  [/^(ip_local_deliver|ip6_input)$/, 'input'],
  [/^(ip_forward|ip6_forward)$/, 'forward'],
  [/^(__ip_local_out|__ip6_local_out|ip6_xmit)$/, 'output'],
  [/^(ip_output|ip6_output|ip_mc_output)$/, 'postrouting'],
  [/^br_/, 'bridge'],
];

/**
 * At which hook of the firewall a packet was dropped, by the functions that led there.
 * @example hookOf(['nft_do_chain', 'nf_hook_slow', '__ip_local_out']) // 'output'
 */
export function hookOf(stack: readonly string[]): string | undefined {
  // Only the first caller: an outgoing packet may come in again in one and the same stack.
  const caller =
    stack[stack.findLastIndex((name, at) => name === 'nf_hook_slow' && !stack.slice(0, at).includes(name)) + 1];
  return caller === undefined ? undefined : HOOKS.find(([name]) => name.test(caller))?.[1];
}

/** A rule that drops, or a chain whose policy does. */
export interface DroppingRule {
  /** `ip filter input`: family, table and chain. */
  readonly chain: string;
  /** The hook that calls the chain; none where other chains jump to it. */
  readonly hook?: string;
  /** `ip saddr 10.0.0.1 drop`, or `policy drop`. */
  readonly rule: string;
}

/**
 * The rules that drop or reject, as `nft list ruleset` prints them.
 * @example droppingRules('table ip t {\n\tchain c {\n\t\ttype filter hook input priority 0;\n\t\tdrop\n\t}\n}')
 */
export function droppingRules(ruleset: string): DroppingRule[] {
  const rules: DroppingRule[] = [];
  let table = '';
  let chain = '';
  let hook: string | undefined;
  for (const line of ruleset.split('\n').map((text) => text.trim())) {
    const [, ofTable] = /^table (\S+ \S+) \{$/.exec(line) ?? [];
    const [, ofChain] = /^chain (\S+) \{$/.exec(line) ?? [];
    if (ofTable !== undefined) table = ofTable;
    if (ofChain !== undefined) [chain, hook] = [`${table} ${ofChain}`, undefined];
    const [, ofHook] = /^type \S+ hook (\w+)/.exec(line) ?? [];
    if (ofHook !== undefined) hook = ofHook;
    const rule = /^type .*policy drop;/.test(line) ? 'policy drop' : /(^|\s)(drop|reject)(\s|$)/.test(line) ? line : '';
    if (rule !== '') rules.push({ chain, ...(hook !== undefined && { hook }), rule });
  }
  return rules;
}

/**
 * Which rule did it, where there is but one that can have, or those that can.
 * @param stack the functions of the kernel that led to the drop
 */
export function ruleEvidence(ruleset: string, stack: readonly string[]): string[] {
  const hook = hookOf(stack);
  const told = droppingRules(ruleset)
    .filter((rule) => hook === undefined || rule.hook === hook || rule.hook === undefined)
    .map(({ chain, rule }) => `${chain}: ${rule}`);
  const words = told.length === 1 ? [`rule in ${told[0]}`] : told.map((rule) => `perhaps the rule in ${rule}`);
  return [...(hook === undefined ? [] : [`hook ${hook}`]), ...words];
}
