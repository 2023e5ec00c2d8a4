// How to see a frame in Wireshark: commands that can be pasted into a shell.

/** Sources whose records Wireshark does not number as we do. */
const lineNumbered = ["usbmon text", "Total Phase CSV"];

/** A name as one word of a POSIX shell; names with unusual characters are written byte by byte. */
function shellWord(name) {
  const safe = name.startsWith("-") && name !== "-" ? `./${name}` : name;
  if (/^[\w@%+=:,./-]+$/.test(safe)) return safe;
  if (safe.replace(steering, "") === safe) return `'${safe.replaceAll("'", "'\\''")}'`;
  const bytes = [...new TextEncoder().encode(safe)];
  return `$'${bytes.map((byte) => byteText(byte)).join("")}'`;
}

/** A byte within `$'…'`. */
function byteText(byte) {
  const character = String.fromCharCode(byte);
  return /[\w@%+=:,./ -]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
}

/** What unpacks files that tshark does not read. */
const unpackers = { xz: "xz -dc", bz2: "bzip2 -dc" };

function tsharkCommand(file, frame) {
  const unpacker = unpackers[file.split(".").pop()];
  const [before, source] = unpacker ? [`${unpacker} ${shellWord(file)} | `, "-"] : ["", shellWord(file)];
  return `${before}tshark -r ${source} -Y "frame.number == ${frame}" -V`;
}

const wiresharkFilter = (frame, answer) =>
  `frame.number == ${frame}` + (answer ? ` || frame.number == ${answer}` : "");

/** A command with a button that copies it. */
function copyable(label, command) {
  const code = html("code", {}, command);
  const copy = button("Copy", () => copyText(command, code), { "aria-label": `Copy: ${label}` });
  return html("div", { class: "command" }, html("span", { class: "label" }, label), code, copy);
}

async function copyText(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    announce("Copied.");
  } catch {
    getSelection().selectAllChildren(shown);
    announce("Selected; copy it with the keyboard.");
  }
}

/** Why Wireshark cannot show a frame of a capture; null where it can. */
function obstacle(capture, frame) {
  if (lineNumbered.includes(capture.dialect)) {
    return `The capture is a text, which Wireshark does not number: frame ${frame} is line ${frame} of the file.`;
  }
  if (capture.linkType === null) return `There is no recording that Wireshark could open: ${capture.dialect}.`;
  return capture.sha256 === null ? `${capture.file} was watched live: there is no file to open.` : null;
}

/** The commands that show a frame of a capture, or why there is none. */
function commandsFor(capture, frame, answer) {
  const reason = obstacle(capture, frame);
  if (reason !== null) return html("p", { class: "hint" }, reason);
  const isPiped = capture.file === "-";
  return html("div", { class: "commands" },
    copyable("tshark", tsharkCommand(isPiped ? "FILE" : capture.file, frame)),
    copyable("Wireshark filter", wiresharkFilter(frame, answer)),
    isPiped ? html("p", { class: "hint" },
      "The capture was read from standard input: put its name in the place of FILE.") : null);
}
