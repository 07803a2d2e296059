"use strict";
// Digits choose a level of the criterion that has the focus, and lead on to the next one.
document.querySelectorAll("form[data-marking]").forEach(function (form) {
  var groups = Array.prototype.slice.call(form.querySelectorAll("fieldset.choices"));
  form.addEventListener("keydown", function (event) {
    var group = event.target.closest("fieldset.choices");
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    var levels = group.querySelectorAll("input[type=radio]"), place = Number(event.key) - 1;
    if (!(place >= 0) || place >= levels.length) return;
    event.preventDefault();
    levels[place].checked = true;
    var next = groups[groups.indexOf(group) + 1];
    var target = next ? next.querySelector("input:checked") || next.querySelector("input") : form.querySelector("textarea");
    if (target) target.focus();
  });
});
