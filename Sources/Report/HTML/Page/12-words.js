// Numbers, times and names as words.

/** A sign for each verdict, so that no meaning hangs on colour. */
const signs = { pass: "✓", note: "i", declared: "≈", inconclusive: "?", warning: "!", violation: "✕" };

/** What each verdict means. */
const meanings = {
  pass: "follows the rule",
  note: "right under one reading of an open text",
  declared: "against DFU 1.1, but the profile declares it",
  inconclusive: "the capture does not have the evidence",
  warning: "a “should” was not followed",
  violation: "a “must” was broken",
};

/** `1 frame`, `2,000 frames`. */
const counted = (number, noun) => `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;

/** `12,345`; the same in every browser. */
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

const firstUpper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** `1.234567 s`. */
const secondsText = (nanoseconds) => `${(nanoseconds / 1e9).toFixed(6)} s`;

/** A length of time with three digits: `412 µs`, `5.30 ms`, `1.24 s`. */
function spanText(nanoseconds) {
  const [unit, scale] = nanoseconds < 999.5e3 ? ["µs", 1e3] : nanoseconds < 999.5e6 ? ["ms", 1e6] : ["s", 1e9];
  const value = nanoseconds / scale;
  const digits = value >= 100 || value === 0 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

/** `512 B`, `3.3 kB`, `1.2 MB`. */
function bytesText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `21h`, `03E8h`. */
const hexText = (value, digits) => value.toString(16).toUpperCase().padStart(digits, "0") + "h";

/** Characters that steer a terminal or turn the direction of text, and halves of surrogate pairs. */
const steering = new RegExp([
  "[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]",
  "[\\ud800-\\udbff](?![\\udc00-\\udfff])", "(?<![\\ud800-\\udbff])[\\udc00-\\udfff]",
].join("|"), "g");

/** The text with steering characters in the form `\u{1B}`. */
const printable = (text) =>
  text.replace(steering, (unit) => `\\u{${unit.charCodeAt(0).toString(16).toUpperCase()}}`);

/** `20b1:0008 at 1.4`. */
function deviceText(device) {
  const place = `${device.bus}.${device.address}`;
  return device.vendor === null ? `device at ${place}` : `${device.vendor}:${device.product} at ${place}`;
}

/** The name of a capture; `-` is standard input. */
const captureName = (capture) => (capture.file === "-" ? "standard input" : capture.file);

/** The devices of a session, or its vector. */
function sessionText(session) {
  const devices = session.devices.map(deviceText);
  const further = devices.length > 3 ? ` and ${devices.length - 2} more` : "";
  const named = (further ? devices.slice(0, 2) : devices).join(", ") + further;
  return (session.vector === null ? "" : `vector ${session.vector}, `) + (named || "several devices");
}
