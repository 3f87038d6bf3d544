// A program that opens a chapter's point, for a test that kills it: tsx test/lab/open-at.ts LAB CHAPTER POINT
import { Lab } from '../../lib/src/lab/lab.js';

const [lab, chapter, at] = process.argv.slice(2);
await new Lab(lab).open(chapter, { at: at! });
