-- Shows the verdicts of dfutrace in Wireshark and tshark: a post-dissector.
--
-- Put this file into a folder of Lua plug-ins (Help, About Wireshark, Folders), or name it:
--   tshark -X lua_script:dfutrace.lua -r CAPTURE -Y dfutrace
-- When the first packet is shown it runs `dfutrace check CAPTURE --format json`, or reads a report
-- that the preferences name. See docs/wireshark.md.

local dfutrace = Proto("dfutrace", "dfutrace: verdicts about USB DFU")

local fields = {
  verdict = ProtoField.string("dfutrace.verdict", "Verdict"),
  profile = ProtoField.string("dfutrace.profile", "Verdict under the profile"),
  accepted = ProtoField.string("dfutrace.accepted", "Accepted"),
  side = ProtoField.string("dfutrace.side", "Side"),
  rule = ProtoField.string("dfutrace.rule", "Rule"),
  clause = ProtoField.string("dfutrace.clause", "Clause"),
  expected = ProtoField.string("dfutrace.expected", "Expected"),
  observed = ProtoField.string("dfutrace.observed", "Observed"),
  message = ProtoField.string("dfutrace.message", "What"),
  advice = ProtoField.string("dfutrace.advice", "To do"),
  answered = ProtoField.framenum("dfutrace.answered_in", "Answer in"),
}
dfutrace.fields = fields

local experts = {
  violation = ProtoExpert.new(
    "dfutrace.violation", "Breaks the specification", expert.group.PROTOCOL, expert.severity.ERROR),
  warning = ProtoExpert.new(
    "dfutrace.warning", "Does not follow a should", expert.group.PROTOCOL, expert.severity.WARN),
  inconclusive = ProtoExpert.new(
    "dfutrace.inconclusive", "Not decided", expert.group.PROTOCOL, expert.severity.NOTE),
  note = ProtoExpert.new(
    "dfutrace.note", "Right under one reading", expert.group.PROTOCOL, expert.severity.CHAT),
  unread = ProtoExpert.new(
    "dfutrace.unread", "No verdicts", expert.group.UNDECODED, expert.severity.NOTE),
}
dfutrace.experts = {
  experts.violation, experts.warning, experts.inconclusive, experts.note, experts.unread,
}

dfutrace.prefs.program = Pref.string(
  "Program", "dfutrace", "The program that judges; a name in PATH, or a path")
dfutrace.prefs.options = Pref.string(
  "Options", "", "Further options of check, for example: --profile dfuse")
dfutrace.prefs.report = Pref.string(
  "Report", "", "A report of the capture (check --format json); empty: the program is run")
dfutrace.prefs.capture = Pref.string(
  "Capture", "", "The capture to judge; empty: the file that is open (Linux)")

-- JSON (RFC 8259), as the report has it ------------------------------------------------------

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function utf8(code)
  if code < 0x80 then return string.char(code) end
  if code < 0x800 then
    return string.char(0xC0 + math.floor(code / 64), 0x80 + code % 64)
  end
  if code < 0x10000 then
    return string.char(
      0xE0 + math.floor(code / 4096), 0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
  end
  return string.char(
    0xF0 + math.floor(code / 262144), 0x80 + math.floor(code / 4096) % 64,
    0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
end

local function unescape(text)
  text = text:gsub("\\u(%x%x%x%x)", function(digits)
    return utf8(tonumber(digits, 16))
  end)
  return (text:gsub("\\(.)", function(letter) return escapes[letter] or letter end))
end

local value

local function string_at(text, at)
  local stop = at + 1
  while true do
    stop = text:find('["\\]', stop)
    if not stop then error("a string has no end") end
    if text:sub(stop, stop) == '"' then break end
    stop = stop + 2
  end
  return unescape(text:sub(at + 1, stop - 1)), stop + 1
end

local function members(text, at, close, take)
  at = text:find("%S", at + 1)
  if text:sub(at, at) == close then return at + 1 end
  while true do
    at = text:find("%S", take(at))
    local mark = text:sub(at, at)
    if mark == close then return at + 1 end
    if mark ~= "," then error("a comma is missing") end
    at = text:find("%S", at + 1)
  end
end

value = function(text, at)
  at = text:find("%S", at)
  local first = text:sub(at, at)
  if first == '"' then return string_at(text, at) end
  local result = {}
  if first == "{" then
    return result, members(text, at, "}", function(place)
      local key, after = string_at(text, place)
      result[key], after = value(text, text:find(":", after, true) + 1)
      return after
    end)
  elseif first == "[" then
    return result, members(text, at, "]", function(place)
      local item, after = value(text, place)
      result[#result + 1] = item
      return after
    end)
  end
  local word = text:match("^[%w%+%-%.]+", at)
  if not word then error("there is no value") end
  if word == "true" then return true, at + #word end
  if word == "false" then return false, at + #word end
  if word == "null" then return nil, at + #word end
  return tonumber(word), at + #word
end

-- Which capture, and its report --------------------------------------------------------------

local function quoted(word) return "'" .. word:gsub("'", "'\\''") .. "'" end

local function output(command)
  local pipe = io.popen(command)
  if not pipe then return "" end
  local text = pipe:read("*a")
  pipe:close()
  return text or ""
end

local beginnings = {
  ["\10\13\13\10"] = true, ["\161\178\195\212"] = true, ["\212\195\178\161"] = true,
  ["\161\178\60\77"] = true, ["\77\60\178\161"] = true,
}

local function is_capture(path)
  local file = io.open(path, "rb")
  if not file then return false end
  local start = file:read(4)
  file:close()
  if not start then return false end
  return beginnings[start] or start:sub(1, 2) == "\31\139" or start == "\40\181\47\253"
end

-- Wireshark does not tell a script which file is open. On Linux the system does.
local function open_capture()
  if dfutrace.prefs.capture ~= "" then return dfutrace.prefs.capture end
  local found
  for path in output("readlink /proc/$PPID/fd/* 2>/dev/null"):gmatch("[^\n]+") do
    if path:sub(1, 1) == "/" and is_capture(path) then found = path end
  end
  return found
end

local function report_text()
  if dfutrace.prefs.report ~= "" then
    local file, reason = io.open(dfutrace.prefs.report, "rb")
    if not file then return nil, reason end
    local text = file:read("*a")
    file:close()
    return text
  end
  local capture = open_capture()
  if not capture then return nil, "the open capture is not known; name it in the preferences" end
  local command = quoted(dfutrace.prefs.program) .. " check " .. quoted(capture)
    .. " --allow-empty --format json " .. dfutrace.prefs.options
  local text = output(command .. " 2>/dev/null")
  if text ~= "" then return text end
  local reason = output(command .. " 2>&1 >/dev/null"):match("[^\n]+") or "it tells no reason"
  return nil, dfutrace.prefs.program .. " gave no report: " .. reason
    .. " (see program and options in the preferences)"
end

-- By frame, the findings there; nil before the report is read. Then `trouble` says why there is
-- none.
local findings, trouble

local function take(report)
  if type(report) ~= "table" or type(report.captures) ~= "table" then
    error("this is no report of dfutrace")
  end
  for _, capture in ipairs(report.captures) do
    for _, session in ipairs(capture.sessions or {}) do
      for _, finding in ipairs(session.findings or {}) do
        -- Without a profile there is no other verdict to tell.
        if not session.profile then finding.profileVerdict = nil end
        if finding.frame then
          findings[finding.frame] = findings[finding.frame] or {}
          table.insert(findings[finding.frame], finding)
        end
      end
    end
  end
end

local function load()
  findings, trouble = {}, nil
  local text, reason = report_text()
  if not text then
    trouble = reason
    return
  end
  local isRead, fault = pcall(function() take((value(text, 1))) end)
  if not isRead then trouble = "the report cannot be read: " .. tostring(fault) end
end

function dfutrace.init() findings, trouble = nil, nil end

-- The packets --------------------------------------------------------------------------------

local function show(tree, finding)
  local accepted = finding.accepted and finding.accepted.as
  local branch = tree:add(dfutrace, "dfutrace: " .. finding.verdict
    .. (accepted and " (" .. accepted .. ")" or "") .. ", " .. finding.actor .. ", " .. finding.rule)
  branch:add(fields.verdict, finding.verdict)
  if finding.profileVerdict then branch:add(fields.profile, finding.profileVerdict) end
  if accepted then branch:add(fields.accepted, accepted) end
  branch:add(fields.side, finding.actor)
  branch:add(fields.rule, finding.rule)
  for _, name in ipairs({ "clause", "expected", "observed", "message", "advice" }) do
    if finding[name] then branch:add(fields[name], finding[name]) end
  end
  if finding.completionFrame then branch:add(fields.answered, finding.completionFrame) end
  local mark = experts[finding.verdict]
  if mark then branch:add_proto_expert_info(mark, finding.rule .. ": " .. finding.message) end
end

function dfutrace.dissector(buffer, packet, tree)
  if not findings then load() end
  if trouble then
    if packet.number == 1 then
      tree:add(dfutrace, "dfutrace: no verdicts: " .. trouble)
        :add_proto_expert_info(experts.unread, trouble)
    end
    return
  end
  local here = findings[packet.number]
  if not here then return end
  local words = {}
  for place, finding in ipairs(here) do
    show(tree, finding)
    words[place] = finding.actor .. " " .. finding.verdict .. ": " .. finding.rule
  end
  packet.cols.info:append("  [" .. table.concat(words, ", ") .. "]")
end

register_postdissector(dfutrace)
