/** Reads an archive by its central directory (APPNOTE 4.3.12), for tests that look into what was packed. */
import { inflateRawSync } from 'node:zlib';

export function unzip(bytes: Uint8Array): ReadonlyMap<string, Buffer> {
  const all = Buffer.from(bytes);
  const end = all.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const count = all.readUInt16LE(end + 10);
  const found = new Map<string, Buffer>();
  let at = all.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    const [method, size, nameLength, extra, comment, local] = [
      all.readUInt16LE(at + 10),
      all.readUInt32LE(at + 20),
      all.readUInt16LE(at + 28),
      all.readUInt16LE(at + 30),
      all.readUInt16LE(at + 32),
      all.readUInt32LE(at + 42),
    ];
    const name = all.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    const start = local + 30 + all.readUInt16LE(local + 26) + all.readUInt16LE(local + 28);
    const data = all.subarray(start, start + size);
    found.set(name, method === 8 ? inflateRawSync(data) : data);
    at += 46 + nameLength + extra + comment;
  }
  return found;
}
