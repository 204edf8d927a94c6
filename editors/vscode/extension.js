"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

/** Start the server that the settings name. */
async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("reportlint").get("command");
  client = new LanguageClient(
    "reportlint",
    "reportlint",
    { command, args },
    {
      documentSelector: ["file", "untitled"].flatMap((scheme) =>
        ["plaintext", "markdown"].map((language) => ({ scheme, language })),
      ),
      synchronize: { configurationSection: "reportlint" },
    },
  );
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `没能启动“${[command, ...args].join(" ")}”（${error.message}）：请先运行 pip install 'reportlint[lsp]'，` +
        "或在设置 reportlint.command 里写上它的全路径。",
    );
  }
}

async function stop() {
  if (client?.needsStop()) await client.stop();
}

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(vscode.commands.registerCommand("reportlint.restart", restart));
  await start();
}

module.exports = { activate, deactivate: stop };
