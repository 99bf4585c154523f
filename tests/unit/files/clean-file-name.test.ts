import { expect, test } from 'vitest';
import { cleanFileName } from '@/lib/files/clean-file-name';

test.each([
  ['plan.pdf', 'plan.pdf'],
  ['Übung 3 – نص.py', 'Übung 3 – نص.py'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\map.png', 'map.png'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['a\u200b\u2066b\ufeff.md', 'ab.md'],
  ['\ud800lone.txt', 'lone.txt'],
  ['"><img src=x>.png', '___img src=x_.png'],
  ['...', 'file'],
  ['/', 'file'],
  ['  many   blanks .txt ', 'many blanks .txt'],
  [`${'x'.repeat(300)}.urdf`, `${'x'.repeat(115)}.urdf`],
  ['🤖'.repeat(200), '🤖'.repeat(120)],
])('%j is shown as %j', (name, shown) => {
  expect(cleanFileName(name)).toBe(shown);
});
