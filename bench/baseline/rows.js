// Bytes to columns in file order. Knows one form of file, as its author would: these eight columns, no line break in quotes,
// emotions with at most one decimal, amounts with at most two; times of any form that Date.parse knows, one of them fast.
import { Names, fieldEnd, longer } from "./names.js";

const HEADER = "journey_id,timestamp,persona,stage,channel,touchpoint,emotion,revenue";
const COMMA = 44, MINUS = 45, POINT = 46, ZERO = 48, NEWLINE = 10, RETURN = 13, LETTER_Z = 90;
export const NO_EMOTION = -128;
/** Bytes that a look at a word may read behind the last row. */
const MARGIN = 8;
const decoder = new TextDecoder();

export class Rows {
  constructor(bytes) {
    const room = Math.ceil(bytes / 64) + 16;
    this.count = 0;
    this.journey = new Uint32Array(room);
    this.second = new Uint32Array(room);
    this.persona = new Uint8Array(room);
    this.stage = new Uint8Array(room);
    this.channel = new Uint8Array(room);
    this.touchpoint = new Uint16Array(room);
    this.emotion = new Int8Array(room);
    this.cents = new Int32Array(room);
    this.journeys = new Names();
    this.personas = new Names();
    this.stages = new Names();
    this.channels = new Names();
    this.touchpoints = new Names();
    this.rest = new Uint8Array(0);
    this.begun = false;
  }

  /** Takes the next bytes of the file; the row that they cut is kept for the next ones. */
  slice(bytes, last) {
    if (!this.begun) {
      this.begun = true;
      const newline = bytes.indexOf(NEWLINE);
      const header = decoder.decode(bytes.subarray(0, newline)).trim();
      if (header !== HEADER) throw new Error(`not the columns that this baseline knows: ${header}`);
      bytes = bytes.subarray(newline + 1);
    }
    if (this.rest.length > 0) {
      const begun = bytes.indexOf(NEWLINE) + 1 || bytes.length;
      this.few(this.rest, bytes.subarray(0, begun));
      bytes = bytes.subarray(begun);
    }
    // The last row before the margin ends what can be read in place.
    const end = bytes.length > MARGIN ? bytes.lastIndexOf(NEWLINE, bytes.length - MARGIN) + 1 : 0;
    if (end > 0) this.read(bytes, end);
    this.rest = bytes.slice(end);
    if (last && this.rest.length > 0) this.few(this.rest, this.rest.subarray(0, 0));
  }

  /** The few rows that lie across two slices, or at the end of the file, whose last line break may be missing. */
  few(head, tail) {
    const length = head.length + tail.length, joined = new Uint8Array(length + 1 + MARGIN);
    joined.set(head);
    joined.set(tail, head.length);
    if (joined[length - 1] !== NEWLINE) joined[length] = NEWLINE;
    this.read(joined, length);
  }

  read(bytes, end) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const { journeys, personas, stages, channels, touchpoints } = this;
    let { count, journey, second, persona, stage, channel, touchpoint, emotion, cents } = this;
    let at = 0, year = 0, month = 0, day = 0, midnight = 0;
    while (at < end) {
      if (count === journey.length) {
        this.grow();
        ({ journey, second, persona, stage, channel, touchpoint, emotion, cents } = this);
      }
      journey[count] = journeys.read(view, bytes, at);
      at = journeys.end + 1;
      if (bytes[at + 20] === COMMA && bytes[at + 19] === LETTER_Z) {
        // The ten bytes of the day are mostly those of the row before.
        const years = view.getInt32(at, true), months = view.getInt32(at + 4, true), days = view.getInt16(at + 8, true);
        if (days !== day || months !== month || years !== year) {
          year = years;
          month = months;
          day = days;
          midnight = Date.parse(decoder.decode(bytes.subarray(at, at + 10))) / 1000;
        }
        second[count] = midnight + 3600 * two(bytes, at + 11) + 60 * two(bytes, at + 14) + two(bytes, at + 17);
        at += 21;
      } else {
        const close = fieldEnd(bytes, at);
        second[count] = Date.parse(decoder.decode(bytes.subarray(at, close)).replaceAll('"', "")) / 1000;
        at = close + 1;
      }
      persona[count] = personas.read(view, bytes, at);
      stage[count] = stages.read(view, bytes, (at = personas.end + 1));
      channel[count] = channels.read(view, bytes, (at = stages.end + 1));
      touchpoint[count] = touchpoints.read(view, bytes, (at = channels.end + 1));
      at = touchpoints.end + 1;
      let byte = bytes[at];
      if (byte === COMMA) {
        emotion[count] = NO_EMOTION;
      } else {
        const negative = byte === MINUS;
        if (negative) byte = bytes[++at];
        let tenths = 0;
        for (; byte !== COMMA && byte !== POINT; byte = bytes[++at]) tenths = 10 * tenths + byte - ZERO;
        tenths *= 10;
        if (byte === POINT) {
          tenths += bytes[++at] - ZERO;
          if (bytes[++at] !== COMMA) throw new Error("an emotion with more than one decimal");
        }
        emotion[count] = negative ? -tenths : tenths;
      }
      byte = bytes[++at];
      let amount = 0, decimals = -1;
      for (; byte !== NEWLINE && byte !== RETURN; byte = bytes[++at]) {
        if (byte === POINT) decimals = 0;
        else {
          amount = 10 * amount + byte - ZERO;
          if (decimals >= 0) decimals++;
        }
      }
      cents[count++] = decimals === 2 ? amount : decimals === 1 ? 10 * amount : 100 * amount;
      at += byte === RETURN ? 2 : 1;
    }
    this.count = count;
  }

  grow() {
    for (const column of ["journey", "second", "persona", "stage", "channel", "touchpoint", "emotion", "cents"]) {
      this[column] = longer(this[column], Math.ceil(1.5 * this[column].length));
    }
  }

  revenueCents() {
    let sum = 0;
    for (let row = 0; row < this.count; row++) sum += this.cents[row];
    return sum;
  }
}

const two = (bytes, at) => 10 * bytes[at] + bytes[at + 1] - 11 * ZERO;
