// The worker's half of the baseline: slices in, numbers out. The fastest that we know to write in one worker without a library.
import { Journeys } from "./journeys.js";
import { Rows } from "./rows.js";

let rows = null;
let journeys = null;

function finish() {
  journeys = new Journeys(rows);
  const answer = { numbers: journeys.aggregate({}), revenue_sum: rows.revenueCents() / 100, touchpoints: rows.touchpoints.count };
  rows = null;
  return answer;
}

onmessage = ({ data }) => {
  try {
    if (data.slice) {
      postMessage({ more: true });
      rows.slice(new Uint8Array(data.slice), data.last);
      if (data.last) postMessage({ answer: finish() });
    } else if (data.load) {
      rows = new Rows(data.load);
    } else {
      postMessage({ answer: data.filter ? journeys.aggregate(data.filter) : true });
    }
  } catch (error) {
    postMessage({ error: String(error.stack ?? error) });
  }
};
