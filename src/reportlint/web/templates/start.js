"use strict";

// Shows how much of a report has arrived, and what went wrong. Without this the form works as forms do.
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("hand-in");
  const file = byId("file");
  const button = form.querySelector("button");

  const complain = (sentence) => {
    byId("problem").textContent = sentence;
    byId("problem").hidden = false;
    byId("progress").hidden = true;
    button.disabled = false;
  };

  const follow = (event) => {
    const percent = Math.floor((event.loaded / event.total) * 100);
    byId("sent").value = percent;
    byId("told").textContent = percent < 100 ? `已传 ${percent}%` : "已传完，正在检查";
  };

  const finish = (request) => {
    const problem = request.response?.querySelector("[role=alert]:not([hidden])");
    if (problem) complain(problem.textContent);
    else location.assign(request.responseURL);
  };

  const send = (event) => {
    event.preventDefault();
    const chosen = file.files[0];
    if (chosen && chosen.size > form.dataset.most * 1024 * 1024) {
      complain(`文稿超过 ${form.dataset.most} MB，请拆成几份，或删去其中的图片再试。`);
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", follow);
    request.addEventListener("load", () => finish(request));
    request.addEventListener("error", () => complain("没有连上检查程序，请看它是否还开着，再试一次。"));
    byId("problem").hidden = true;
    byId("progress").hidden = false;
    button.disabled = true;
    request.send(new FormData(form));
  };

  const drop = form.querySelector(".drop");
  const hold = (on) => (event) => {
    event.preventDefault();
    drop.classList.toggle("over", on);
  };
  const name = () => {
    if (file.files[0]) drop.querySelector("strong").textContent = file.files[0].name;
  };

  // a file that is dropped beside the field would be opened by the browser
  document.addEventListener("dragover", hold(true));
  document.addEventListener("dragleave", hold(false));
  document.addEventListener("drop", (event) => {
    hold(false)(event);
    if (event.dataTransfer.files.length !== 1) {
      complain("请一次放一个文件。");
      return;
    }
    file.files = event.dataTransfer.files;
    name();
  });
  file.addEventListener("change", name);
  form.addEventListener("submit", send);
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    byId("progress").hidden = true;
  });
})();
