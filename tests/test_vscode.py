"""The extension for VS Code: its manifest, and that it starts the server as the settings say."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import playwright

import reportlint

FOLDER = Path(__file__).parent.parent / "editors" / "vscode"
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if sys.platform == "win32" else "node")
MANIFEST = json.loads((FOLDER / "package.json").read_text("utf-8"))

# what the extension takes from VS Code and from its language client, telling what is done with it
VSCODE = """
const settings = JSON.parse(process.env.SETTINGS);
exports.told = [];
exports.commands = { registerCommand: (name, run) => ((exports.commands[name] = run), {}) };
exports.workspace = { getConfiguration: (section) => ({ get: (key) => settings[`${section}.${key}`] }) };
exports.window = { showErrorMessage: (message) => exports.told.push(message) };
"""
CLIENT = """
exports.clients = [];
exports.LanguageClient = class {
  constructor(id, name, server, options) {
    Object.assign(this, { server, options, running: false });
    exports.clients.push(this);
  }
  async start() {
    if (this.server.command === "nowhere") throw new Error("spawn nowhere ENOENT");
    this.running = true;
  }
  needsStop() { return this.running; }
  async stop() { this.running = false; }
};
"""
SESSION = """
const vscode = require("vscode");
const { clients } = require("vscode-languageclient/node");
const extension = require("./extension.js");
(async () => {
  await extension.activate({ subscriptions: [] });
  await vscode.commands["reportlint.restart"]();
  const running = clients.map((client) => client.running);
  await extension.deactivate();
  console.log(JSON.stringify({ clients, running, told: vscode.told }));
})();
"""


def run(folder: Path, **settings):
    """Activate the extension, restart the server, deactivate it, and return what happened."""
    shutil.copy(FOLDER / "extension.js", folder)
    for name, source in (("vscode/index.js", VSCODE), ("vscode-languageclient/node.js", CLIENT)):
        path = folder / "node_modules" / name
        path.parent.mkdir(parents=True)
        path.write_text(source, "utf-8")
    (folder / "session.js").write_text(SESSION, "utf-8")
    defaults = {name: one["default"] for name, one in MANIFEST["contributes"]["configuration"]["properties"].items()}
    settings = {**defaults, **{f"reportlint.{name}": value for name, value in settings.items()}}
    done = subprocess.run(
        [NODE, "session.js"], cwd=folder, env={"SETTINGS": json.dumps(settings)}, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_the_extension_starts_the_server_for_text_and_markdown(tmp_path):
    done = run(tmp_path)
    assert done["told"] == []
    assert done["running"] == [False, True]
    assert [client["running"] for client in done["clients"]] == [False, False]
    client = done["clients"][0]
    assert client["server"] == {"command": "reportlint", "args": ["lsp"]}
    assert client["options"]["synchronize"] == {"configurationSection": "reportlint"}
    languages = {one["language"] for one in client["options"]["documentSelector"]}
    assert {f"onLanguage:{language}" for language in languages} == set(MANIFEST["activationEvents"])


def test_a_server_that_is_not_there_is_told_with_what_to_do(tmp_path):
    done = run(tmp_path, command=["nowhere", "lsp"])
    assert len(done["told"]) == 2
    assert "“nowhere lsp”" in done["told"][0]
    assert "pip install 'reportlint[lsp]'" in done["told"][0]


def test_the_manifest_fits_the_library_and_the_extension():
    assert MANIFEST["version"] == reportlint.__version__
    script = (FOLDER / MANIFEST["main"]).read_text("utf-8")
    for name in (one["command"] for one in MANIFEST["contributes"]["commands"]):
        assert f'"{name}"' in script
    readme = (FOLDER / "README.md").read_text("utf-8")
    for name in MANIFEST["contributes"]["configuration"]["properties"]:
        assert f"`{name}`" in readme


def test_the_command_of_the_manifest_is_one_of_ours():
    default = MANIFEST["contributes"]["configuration"]["properties"]["reportlint.command"]["default"]
    done = subprocess.run([sys.executable, "-m", *default, "--help"], capture_output=True, check=True)
    assert "语言服务器" in done.stdout.decode()
