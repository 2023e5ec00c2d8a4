// The bytes of a transfer, decoded: the setup packet, a status report, data.

/** The class requests of DFU 1.1, Table 3.2, by bRequest. */
const requestNames = [
  "DFU_DETACH", "DFU_DNLOAD", "DFU_UPLOAD", "DFU_GETSTATUS", "DFU_CLRSTATUS", "DFU_GETSTATE", "DFU_ABORT",
];

/** The values of bStatus (DFU 1.1, 6.1.2). */
const statusNames = [
  "OK", "errTARGET", "errFILE", "errWRITE", "errERASE", "errCHECK_ERASED", "errPROG", "errVERIFY",
  "errADDRESS", "errNOTDONE", "errFIRMWARE", "errVENDOR", "errUSBR", "errPOR", "errUNKNOWN", "errSTALLEDPKT",
];

/** What wValue means in a class request; the others do not use it (DFU 1.1, Table 3.1). */
const valueMeanings = {
  DFU_DETACH: (value) => `wTimeout ${value} ms`,
  DFU_DNLOAD: (value) => `wBlockNum ${value}`,
  DFU_UPLOAD: (value) => `wBlockNum ${value}`,
};

const bytesOf = (hex) => (hex.match(/[0-9a-fA-F]{2}/g) ?? []).map((pair) => parseInt(pair, 16));

const word16 = (bytes, offset) => bytes[offset] | (bytes[offset + 1] << 8);

/** `host to device, class, interface` (USB 2.0, Table 9-2). */
function requestTypeText(value) {
  const direction = value & 0x80 ? "device to host" : "host to device";
  const type = ["standard", "class", "vendor", "reserved"][(value >> 5) & 3];
  const recipient = ["device", "interface", "endpoint", "other"][value & 31] ?? "reserved recipient";
  return `${direction}, ${type}, ${recipient}`;
}

/** A setup packet as a table of its fields; null when the bytes are not there. */
function setupTable(hex, name) {
  const bytes = bytesOf(hex);
  if (bytes.length !== 8) return null;
  const [type, request] = bytes;
  const [value, index, length] = [2, 4, 6].map((offset) => word16(bytes, offset));
  const isClass = ((type >> 5) & 3) === 1;
  const known = isClass ? requestNames[request] : undefined;
  return fieldTable("Setup packet", [
    ["bmRequestType", bytes.slice(0, 1), hexText(type, 2), requestTypeText(type)],
    ["bRequest", bytes.slice(1, 2), String(request), known ?? name],
    ["wValue", bytes.slice(2, 4), hexText(value, 4), valueMeanings[known]?.(value) ?? String(value)],
    ["wIndex", bytes.slice(4, 6), hexText(index, 4), (type & 31) === 1 ? `interface ${index & 255}` : String(index)],
    ["wLength", bytes.slice(6, 8), hexText(length, 4), counted(length, "byte")],
  ]);
}

/** A status report (DFU 1.1, 6.1.2) as a table of its fields; null when it is not six bytes. */
function statusTable(hex) {
  const bytes = bytesOf(hex);
  if (bytes.length !== 6) return null;
  const timeout = bytes[1] | (bytes[2] << 8) | (bytes[3] << 16);
  return fieldTable("Status report", [
    ["bStatus", bytes.slice(0, 1), hexText(bytes[0], 2), statusNames[bytes[0]] ?? "not defined"],
    ["bwPollTimeout", bytes.slice(1, 4), hexText(timeout, 6), `${timeout} ms`],
    ["bState", bytes.slice(4, 5), hexText(bytes[4], 2), data.states[bytes[4]]?.name ?? "not defined"],
    ["iString", bytes.slice(5, 6), String(bytes[5]), bytes[5] === 0 ? "no text" : `string ${bytes[5]}`],
  ]);
}

const hexPairs = (bytes) => bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");

function fieldTable(label, fields) {
  return table(label, [label, "Bytes", "Value", "Meaning"], fields.map(([name, bytes, value, meaning]) =>
    html("tr", {}, html("th", { scope: "row" }, name), html("td", { class: "mono" }, hexPairs(bytes)),
      html("td", { class: "mono" }, value), html("td", {}, meaning))), { class: "fields" });
}

/** Data as lines of 16 bytes, with their ASCII characters. */
function dataDump(hex, whole) {
  const bytes = bytesOf(hex);
  if (bytes.length === 0) return null;
  const lines = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const part = bytes.slice(offset, offset + 16);
    const ascii = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    lines.push(`${offset.toString(16).padStart(4, "0")}  ${hexPairs(part).padEnd(47)}  ${ascii}`);
  }
  const left = whole > bytes.length ? `, the first ${bytes.length}` : "";
  return html("figure", { class: "dump" },
    html("figcaption", {}, `Data: ${counted(Math.max(whole, bytes.length), "byte")}${left}`),
    html("div", { class: "wide", role: "group", "aria-label": "Data bytes", tabindex: "0" },
      html("pre", {}, ...lines.flatMap((line) => [line, document.createElement("br")]))));
}

/** All that is known of a row's bytes. */
function bytesPart(opened, row) {
  const name = eventName(opened, row);
  const dataHex = stringOf(opened, row[Row.data]);
  const status = name === "DFU_GETSTATUS" ? statusTable(dataHex) : null;
  const state = name === "DFU_GETSTATE" && bytesOf(dataHex).length === 1
    ? html("p", {}, `bState ${bytesOf(dataHex)[0]}: ${data.states[bytesOf(dataHex)[0]]?.name ?? "not defined"}`) : null;
  return [setupTable(stringOf(opened, row[Row.setup]), name), status, state,
    status ? null : dataDump(dataHex, row[Row.bytes])];
}
