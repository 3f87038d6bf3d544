import type { Suite } from 'mocha';
import { ONE_IN, changedLately, turn } from '../in-turn.js';

/** The suites that take longest and whose tests stand on one another: at each commit it is one's turn. */
const SUITES = ['own machines', 'images', 'offline', 'hosts'] as const;

/**
 * Runs a suite where what it is about changed lately, or where it is its turn; else its tests are skipped, and its title says
 * so. To be called before its tests and hooks are defined. `npm run test:lab` runs all.
 * @param about files and folders below the checkout
 */
export function inTurn(suite: Suite, name: (typeof SUITES)[number], about: readonly string[]): void {
  if (isWhole(about) || SUITES.indexOf(name) % ONE_IN === turn(ONE_IN)) return;
  suite.pending = true;
  suite.title += ': not this time, what it is about did not change lately; all by npm run test:lab';
}

/**
 * The same for a suite whose tests stand each alone: a part of them is run. To be called when they are defined.
 * @param about as above
 */
export function eachInTurn(suite: Suite, about: readonly string[]): void {
  if (isWhole(about)) return;
  const tests = testsOf(suite);
  const others = tests.filter((_, index) => index % ONE_IN !== turn(ONE_IN));
  for (const test of others) test.pending = true;
  suite.title += `: ${tests.length - others.length} of ${tests.length} this time, what it is about did not change lately; all by npm run test:lab`;
}

const isWhole = (about: readonly string[]): boolean => process.env.NETDIVE_LAB_TESTS === 'all' || changedLately(about);

const testsOf = (suite: Suite): Mocha.Test[] => [...suite.tests, ...suite.suites.flatMap(testsOf)];
