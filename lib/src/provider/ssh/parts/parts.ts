import type { Part } from '../part.js';
import { addresses } from './addresses.js';
import { services, sets } from './balancing.js';
import { firewall } from './firewall.js';
import { ipsec } from './ipsec.js';
import { legacyRules } from './legacy.js';
import { links } from './links.js';
import { namespaces } from './namespaces.js';
import { forwarding, neighbours } from './neighbours.js';
import { pins, programs, queues } from './queues.js';
import { nextHops, routes, rules, rules6 } from './routes.js';
import { offloads, settings } from './settings.js';
import { files, modules, units } from './traces.js';

/** All that is compared, in the order in which it is put back: what stands on something else before it. */
export const PARTS: readonly Part[] = [
  ...[namespaces, queues, programs, links, firewall, legacyRules, ipsec, services, sets],
  ...[addresses, routes, nextHops, rules, rules6, neighbours, forwarding],
  ...[settings, offloads, pins, modules, units, files],
];
