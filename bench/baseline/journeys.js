// Events by journey and time, and all the numbers of the task in one pass over them.
//
// One word an event, a byte each: pair (persona and channel), cell (persona and stage), stage, emotion. So there may be 256 of each at most.
import { NO_EMOTION } from "./rows.js";

const BYTE = 255;
const FOR_EVER = 2 ** 32;

export class Journeys {
  constructor({ count, journey, second, persona, stage, channel, emotion, journeys, personas, stages, channels }) {
    this.personas = personas.texts();
    this.stages = stages.texts();
    this.channels = channels.texts();
    const width = this.stages.length, ways = this.channels.length;
    if (this.personas.length * Math.max(width, ways) > 256) throw new Error("too many values for the packed form");
    this.total = journeys.count;
    const starts = new Uint32Array(this.total + 1), visitRoom = new Uint32Array(width + 1);
    for (let row = 0; row < count; row++) {
      starts[journey[row] + 1]++;
      visitRoom[stage[row] + 1]++;
    }
    for (let at = 0; at < this.total; at++) starts[at + 1] += starts[at];
    for (let at = 0; at < width; at++) visitRoom[at + 1] += visitRoom[at];
    const next = starts.slice(), seconds = new Uint32Array(count), packed = new Uint32Array(count);
    for (let row = 0; row < count; row++) {
      const place = next[journey[row]]++, step = stage[row];
      seconds[place] = second[row];
      packed[place] = (persona[row] * ways + channel[row]) | ((persona[row] * width + step) << 8) | (step << 16) | ((emotion[row] - NO_EMOTION) << 24);
    }
    for (let at = 0; at < this.total; at++) inOrder(seconds, packed, starts[at], starts[at + 1]);
    Object.assign(this, { starts, seconds, packed, visitRoom });
    /** Durations of visits, a stretch for each stage that would hold one for each of its events. */
    this.durations = new Uint32Array(count);
    this.histogram = new Uint32Array(2048);
  }

  /** `{ persona, channel, from, to }` as in the page's own filters; everything that is not said is kept. */
  aggregate({ persona, channel, from, to }) {
    const { starts, seconds, packed, durations, visitRoom, personas, stages } = this;
    const width = stages.length, cells = personas.length * width;
    const keep = new Uint8Array(256);
    personas.forEach((who, code) => {
      this.channels.forEach((way, at) => {
        keep[code * this.channels.length + at] = (!persona || persona.includes(who)) && (!channel || channel.includes(way)) ? 1 : 0;
      });
    });
    const first = from ? Date.parse(from) / 1000 : 0, end = to ? Date.parse(to) / 1000 : FOR_EVER;
    const events = new Float64Array(256), answers = new Float64Array(256), tenths = new Float64Array(256);
    const cellJourneys = new Float64Array(256), cellSeen = new Int32Array(256).fill(-1);
    const reach = new Float64Array(256), stageSeen = new Int32Array(256).fill(-1);
    const follows = new Float64Array(width * width), visitEnd = visitRoom.slice();
    let kept = 0, keptJourneys = 0;
    for (let journey = 0; journey < this.total; journey++) {
      const stop = starts[journey + 1];
      let at = starts[journey];
      if (seconds[at] >= end || seconds[stop - 1] < first) continue;
      let before = -1, entered = 0;
      for (; at < stop; at++) {
        const word = packed[at];
        if (keep[word & BYTE] === 0) continue;
        const second = seconds[at];
        if (second < first) continue;
        if (second >= end) break;
        const cell = (word >>> 8) & BYTE, stage = (word >>> 16) & BYTE, emotion = word >>> 24;
        kept++;
        events[cell]++;
        if (emotion !== 0) {
          answers[cell]++;
          tenths[cell] += emotion + NO_EMOTION;
        }
        if (cellSeen[cell] !== journey) {
          cellSeen[cell] = journey;
          cellJourneys[cell]++;
        }
        if (before === stage) {
          follows[stage * width + stage]++;
          continue;
        }
        if (stageSeen[stage] !== journey) {
          stageSeen[stage] = journey;
          reach[stage]++;
        }
        if (before < 0) {
          keptJourneys++;
        } else {
          follows[before * width + stage]++;
          durations[visitEnd[before]++] = second - entered;
        }
        before = stage;
        entered = second;
      }
    }
    const numbers = { events: kept, journeys: keptJourneys, persona_stage: [], stages: [], stage_follows: [], reach: [] };
    for (let cell = 0; cell < cells; cell++) {
      if (events[cell] === 0) continue;
      const mean = answers[cell] > 0 ? tenths[cell] / answers[cell] / 10 : null;
      numbers.persona_stage.push([personas[Math.floor(cell / width)], stages[cell % width], events[cell], cellJourneys[cell], answers[cell], mean]);
    }
    stages.forEach((name, stage) => {
      const visits = visitEnd[stage] - visitRoom[stage];
      if (visits > 0) numbers.stages.push([name, visits, this.median(visitRoom[stage], visitEnd[stage])]);
      if (reach[stage] > 0) numbers.reach.push([name, reach[stage]]);
      stages.forEach((other, to) => {
        const count = follows[stage * width + to];
        if (count > 0) numbers.stage_follows.push([name, other, count]);
      });
    });
    return numbers;
  }

  /** The exact median of `durations[from..to]`: the few values around the middle are found by a histogram of their high bits. */
  median(from, to) {
    const values = this.durations.subarray(from, to), { histogram } = this;
    const low = (values.length - 1) >> 1, high = values.length >> 1;
    if (values.length <= 64) {
      values.sort();
      return (values[low] + values[high]) / 2;
    }
    let all = 0;
    for (let at = 0; at < values.length; at++) all |= values[at];
    const shift = Math.max(0, 32 - Math.clz32(all) - 11);
    histogram.fill(0);
    for (let at = 0; at < values.length; at++) histogram[values[at] >>> shift]++;
    let bin = 0, below = 0;
    while (below + histogram[bin] <= low) below += histogram[bin++];
    let last = bin, through = below + histogram[bin];
    while (through <= high) through += histogram[++last];
    const middle = new Uint32Array(through - below);
    let size = 0;
    for (let at = 0; at < values.length; at++) {
      const of = values[at] >>> shift;
      if (of >= bin && of <= last) middle[size++] = values[at];
    }
    middle.sort();
    return (middle[low - below] + middle[high - below]) / 2;
  }
}

/** Insertion sort by time, equal times as they came: journeys are short, and files mostly in order. */
function inOrder(seconds, packed, from, to) {
  for (let at = from + 1; at < to; at++) {
    const second = seconds[at], word = packed[at];
    let place = at;
    for (; place > from && seconds[place - 1] > second; place--) {
      seconds[place] = seconds[place - 1];
      packed[place] = packed[place - 1];
    }
    seconds[place] = second;
    packed[place] = word;
  }
}
