"use strict";

const data = JSON.parse(document.getElementById("data").textContent);

for (const capture of data.report.captures) {
  const heading = document.createElement("h1");
  heading.textContent = capture.file;
  document.getElementById("report").append(heading);
}
