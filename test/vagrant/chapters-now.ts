import { type Chapter, chapter } from '../../lib/src/lab/chapters.js';
import { turn } from '../in-turn.js';

/** The chapters that are run on machines by Vagrant, too: from one cable to a daemon of a layer's image. */
const CHAPTERS: readonly string[] = ['veth', 'bridge', 'bonding', 'vxlan', 'flannel'];

/** Those of them that are run now: all by `npm run test:vagrant`, else one, another one at each commit. */
export function chaptersNow(): readonly Chapter[] {
  const names = process.env.NETDIVE_VAGRANT === 'all' ? CHAPTERS : [CHAPTERS[turn(CHAPTERS.length)]!];
  return names.map(chapter);
}
