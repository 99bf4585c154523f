import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { FileType } from '@/lib/files/file-type';
import { inspectFile } from '@/lib/files/inspect/inspect-file';
import { contents } from '../../support/lying-files/contents';

const JPEG: FileType = { kind: 'image', mimeType: 'image/jpeg' };
const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#258' } });
const jpeg = await picture.clone().jpeg().toBuffer();
const bytes = (...parts: (Buffer | string)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

describe('an honest file is kept', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)('%s', async (format) => {
    const image = await picture.clone().toFormat(format).toBuffer();
    const kept = await inspectFile({ kind: 'image', mimeType: `image/${format}` }, bytes(image));
    expect(await sharp(kept).metadata()).toMatchObject({ format, width: 64, height: 48 });
  });

  test('an interlaced PNG and a progressive JPEG', async () => {
    const png = await picture.clone().png({ progressive: true, palette: true }).toBuffer();
    await inspectFile({ kind: 'image', mimeType: 'image/png' }, bytes(png));
    await inspectFile(JPEG, bytes(await picture.clone().jpeg({ progressive: true }).toBuffer()));
  });

  test.each([
    ['text/x-python', '#!/usr/bin/env python3\nprint("<svg><script>")\n'],
    ['text/markdown', '<!-- title -->\n<p align="center"><img src="robot.png"></p>\n\n# Robot\n'],
    ['text/xml', '<?xml version="1.0"?>\n<!-- arm -->\n<robot name="arm"><link name="base"/></robot>\n'],
    ['text/xml', '<launch><node pkg="a" exec="b"/></launch>'],
    ['text/yaml', '\ufeffframe: map\n'],
    ['application/json', '{"html": "<html>"}'],
    ['text/plain', '\u001b[31m[ERROR]\u001b[0m failed\n'],
  ])('%s: %j', async (mimeType, text) => {
    const given = bytes(text);
    expect(await inspectFile({ kind: 'text', mimeType }, given)).toBe(given);
  });
});

test('what a phone appends to a photo is cut off', async () => {
  const second = await picture.clone().jpeg({ quality: 20 }).toBuffer();
  const kept = await inspectFile(JPEG, bytes(jpeg, second, 'notes of the phone'));
  expect(Buffer.from(kept).includes('notes of the phone')).toBe(false);
  expect(Buffer.from(kept).includes(second)).toBe(false);
});

test('a payload inside a valid picture does not survive', async () => {
  const payload = '<script>alert(document.domain)</script>';
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, payload.length + 2]), Buffer.from(payload)]);
  const kept = await inspectFile(JPEG, bytes(jpeg.subarray(0, 2), comment, jpeg.subarray(2)));
  expect(Buffer.from(kept).includes('script')).toBe(false);
});

test('of a picture that moves the first one is kept', async () => {
  const frames = [picture.clone(), picture.clone().negate()].map((frame) => frame.png().toBuffer());
  const moving = await sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await sharp(moving).metadata()).pages).toBe(2);
  const kept = await inspectFile({ kind: 'image', mimeType: 'image/gif' }, bytes(moving));
  expect((await sharp(kept).metadata()).pages ?? 1).toBe(1);
});

test('a photo is turned upright and no longer than 2048 pixels', async () => {
  const lying = await sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#258' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const kept = await inspectFile(JPEG, bytes(lying));
  const { width, height, orientation } = await sharp(kept).metadata();
  expect({ width, height, orientation }).toEqual({ width: 1024, height: 2048, orientation: undefined });
});

test('up to 64 megapixels are drawn, and not one more', async () => {
  const { bombPng } = await contents();
  const png: FileType = { kind: 'image', mimeType: 'image/png' };
  // Neither holds what it claims: the smaller one is decoded as far as it goes.
  await expect(inspectFile(png, bytes(bombPng(8000)))).rejects.toThrow('holds a picture that is broken.');
  await expect(inspectFile(png, bytes(bombPng(8001)))).rejects.toThrow('holds too large a picture.');
});

test('an archive that is read from its end is found inside a picture', async () => {
  const end = Buffer.from(`PK\u0005\u0006${'\0'.repeat(18)}`, 'latin1');
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, end.length + 2]), end]);
  await expect(inspectFile(JPEG, bytes(jpeg.subarray(0, 2), comment, jpeg.subarray(2)))).rejects.toThrow(
    'is an archive, too.',
  );
});

test('nothing is no file of any kind', async () => {
  for (const type of [JPEG, { kind: 'text', mimeType: 'text/plain' }] satisfies FileType[])
    await expect(inspectFile(type, bytes())).rejects.toThrow('This file is empty.');
});
