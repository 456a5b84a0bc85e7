// The distinct texts of a column, numbered in order of appearance. Compares and hashes four bytes at a time.
const COMMA = 44, QUOTE = 34;
const FOUR_COMMAS = 0x2c2c2c2c, EACH_LOW_BIT = 0x01010101, EACH_HIGH_BIT = 0x80808080 | 0;
const decoder = new TextDecoder();

export const longer = (array, length) => {
  const copy = new array.constructor(length);
  copy.set(array);
  return copy;
};

export class Names {
  constructor() {
    this.count = 0;
    /** Where the field that was read last ends: the place of its delimiter. */
    this.end = 0;
    this.buckets = new Int32Array(256).fill(-1);
    this.hashes = new Int32Array(128);
    this.lengths = new Uint32Array(128);
    /** First word of each text; texts are kept as whole words, the last one padded with zeros. */
    this.firsts = new Uint32Array(128);
    this.words = new Int32Array(1024);
    this.used = 0;
  }

  /** The number of the field that starts at `from`. A quoted field is known by its raw bytes; four bytes behind it must exist. */
  read(view, bytes, from) {
    let hash = 0x811c9dc5 | 0, at = from, tail = 0;
    if (bytes[from] !== QUOTE) {
      for (;;) {
        const word = view.getInt32(at, true), differs = word ^ FOUR_COMMAS;
        const hit = (differs - EACH_LOW_BIT) & ~differs & EACH_HIGH_BIT;
        if (hit !== 0) {
          const bits = 24 - Math.clz32(hit & -hit); // before the comma: 0, 8, 16 or 24
          tail = word & ((1 << bits) - 1);
          this.end = at + (bits >> 3);
          break;
        }
        hash = Math.imul((hash << 5) ^ (hash >>> 27) ^ word, 0x27220a95);
        at += 4;
      }
    } else {
      const end = closing(bytes, from);
      for (; at + 4 <= end; at += 4) hash = Math.imul((hash << 5) ^ (hash >>> 27) ^ view.getInt32(at, true), 0x27220a95);
      for (let bits = 0, byte = at; byte < end; byte++, bits += 8) tail |= bytes[byte] << bits;
      this.end = end;
    }
    const length = this.end - from;
    hash = Math.imul((hash << 5) ^ (hash >>> 27) ^ tail ^ (length << 24), 0x27220a95);
    hash ^= hash >>> 16;
    const mask = this.buckets.length - 1;
    for (let bucket = hash & mask; ; bucket = (bucket + 1) & mask) {
      const code = this.buckets[bucket];
      if (code < 0) return this.add(bucket, hash, view, from, at, tail, length);
      if (this.hashes[code] === hash && this.lengths[code] === length && this.same(code, view, from, at, tail)) return code;
    }
  }

  same(code, view, from, whole, tail) {
    const words = this.words;
    let word = this.firsts[code];
    for (let at = from; at < whole; at += 4) if (words[word++] !== view.getInt32(at, true)) return false;
    return words[word] === tail;
  }

  add(bucket, hash, view, from, whole, tail, length) {
    const code = this.count++;
    if (code === this.hashes.length) {
      for (const column of ["hashes", "lengths", "firsts"]) this[column] = longer(this[column], 2 * code);
    }
    this.hashes[code] = hash;
    this.lengths[code] = length;
    this.firsts[code] = this.used;
    this.buckets[bucket] = code;
    const words = (whole - from) / 4 + 1;
    if (this.used + words > this.words.length) this.words = longer(this.words, 2 * this.words.length + words);
    for (let at = from; at < whole; at += 4) this.words[this.used++] = view.getInt32(at, true);
    this.words[this.used++] = tail;
    if (2 * this.count > this.buckets.length) this.spread();
    return code;
  }

  spread() {
    this.buckets = new Int32Array(2 * this.buckets.length).fill(-1);
    const mask = this.buckets.length - 1;
    for (let code = 0; code < this.count; code++) {
      let bucket = this.hashes[code] & mask;
      while (this.buckets[bucket] >= 0) bucket = (bucket + 1) & mask;
      this.buckets[bucket] = code;
    }
  }

  texts() {
    return Array.from({ length: this.count }, (_, code) => {
      const text = decoder.decode(new Uint8Array(this.words.buffer, 4 * this.firsts[code], this.lengths[code]));
      return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
    });
  }
}

/** Behind the closing quote of the quoted field that starts at `from`. */
export function closing(bytes, from) {
  for (let at = from + 1; ; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (bytes[at + 1] !== QUOTE) return at + 1;
    at++;
  }
}

/** The end of any field but the last of its row. */
export function fieldEnd(bytes, from) {
  return bytes[from] === QUOTE ? closing(bytes, from) : bytes.indexOf(COMMA, from);
}
