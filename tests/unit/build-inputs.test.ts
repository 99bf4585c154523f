import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashScriptInputs, hashSiteInputs } from '@/scripts/build-inputs';

let course: string;
beforeEach(() => {
  // A folder may have a name like a file's.
  course = mkdtempSync(path.join(tmpdir(), 'course.v2-'));
});
afterEach(() => {
  delete process.env.COURSE_DIR;
  delete process.env.BOOK_ID;
  rmSync(course, { recursive: true });
});

test('a site is one of its course: another directory, another page and another book make it another', () => {
  const hashes = [hashSiteInputs()];
  process.env.COURSE_DIR = course;
  hashes.push(hashSiteInputs());
  writeFileSync(path.join(course, 'page.md'), '# One\n');
  hashes.push(hashSiteInputs());
  writeFileSync(path.join(course, 'page.md'), '# Two\n');
  hashes.push(hashSiteInputs());
  process.env.BOOK_ID = 'another';
  hashes.push(hashSiteInputs());
  expect(new Set(hashes).size).toBe(5);
});

test('the compiled scripts are not', () => {
  const before = hashScriptInputs();
  process.env.COURSE_DIR = course;
  expect(hashScriptInputs()).toBe(before);
});
