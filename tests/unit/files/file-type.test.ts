import { expect, test } from 'vitest';
import { fileType } from '@/lib/files/file-type';

test.each([
  ['image/png', 'a.txt', 'image/png'],
  ['IMAGE/JPG; q=1', 'a.jpg', 'image/jpeg'],
  ['', 'photo.JPEG', 'image/jpeg'],
  ['application/octet-stream', 'arm.urdf', 'text/xml'],
  ['text/plain', 'node.py', 'text/x-python'],
  ['text/plain', 'CMakeLists.txt', 'text/x-cmake'],
  ['text/plain', 'README', 'text/plain'],
  ['application/x-yaml', 'a.yaml', 'text/yaml'],
  ['application/pdf', 'thesis', 'application/pdf'],
])('%j named %j is %s', (given, name, expected) => {
  expect(fileType(given, name).mimeType).toBe(expected);
});

test.each([
  ['text/plain', 'page.html'],
  ['image/png', 'drawing.svg'],
  ['application/pdf', 'a.b.XHTML'],
  ['image/svg+xml', 'a.png'],
  ['text/html', 'a.txt'],
  ['', 'program.exe'],
  ['', 'no-ending'],
  ['video/mp4', 'film.mp4'],
  ['constructor', 'a.txt'],
])('%j named %j is refused', (given, name) => {
  expect(() => fileType(given, name)).toThrow('Only images (PNG, JPEG, WebP, GIF), PDF, and text or code');
});
