"use strict";
// Everything here is an addition: each page works without it.
document.querySelectorAll("[data-copy]").forEach(function (one) { one.hidden = false; });
document.querySelectorAll("[data-focus]").forEach(function (one) { one.focus(); });
document.addEventListener("click", function (event) {
  var target = event.target.closest("[data-opens],[data-closes],[data-copy],[data-print]");
  if (!target) return;
  if (target.dataset.opens) {
    var dialog = document.getElementById(target.dataset.opens);
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.addEventListener("close", function () { target.focus(); }, { once: true });
    dialog.showModal();
  } else if (target.hasAttribute("data-closes")) {
    event.preventDefault();
    target.closest("dialog").close();
  } else if (target.hasAttribute("data-print")) {
    event.preventDefault();
    window.print();
  } else {
    var field = document.getElementById(target.dataset.copy);
    field.select();
    var done = function () { target.textContent = target.dataset.done; target.setAttribute("aria-live", "polite"); };
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done);
    else if (document.execCommand("copy")) done();
  }
});
// A drop zone hands its files to the file field inside it.
document.querySelectorAll("[data-drop]").forEach(function (zone) {
  var field = zone.querySelector("input[type=file]");
  ["dragenter", "dragover"].forEach(function (name) {
    zone.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("over"); });
  });
  ["dragleave", "drop"].forEach(function (name) {
    zone.addEventListener(name, function () { zone.classList.remove("over"); });
  });
  zone.addEventListener("drop", function (event) {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
// A field with data-submits sends its form as soon as it is filled.
document.addEventListener("change", function (event) {
  var form = event.target.form;
  if (event.target.hasAttribute("data-submits") && event.target.value && form) form.requestSubmit();
});
// Progress is asked for again; only what changed is touched, so that it is read aloud politely.
document.querySelectorAll("[data-poll]").forEach(function (one) {
  var again = function () {
    fetch(one.dataset.poll, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) {
      var now = new DOMParser().parseFromString(text, "text/html").querySelector(".progress");
      if (!now || !now.dataset.poll) { location.reload(); return; }
      one.querySelector("progress").value = now.querySelector("progress").value;
      [".label-text", ".away"].forEach(function (part) {
        var words = now.querySelector(part).textContent, place = one.querySelector(part);
        if (place.textContent !== words) place.textContent = words;
      });
      setTimeout(again, 2000);
    }).catch(function () { setTimeout(again, 8000); });
  };
  setTimeout(again, 2000);
});
