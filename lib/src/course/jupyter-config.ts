import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { kernelName } from '../kernel/kernelspec.js';
import { jupyterHome } from './jupyter-folders.js';

/** Writes how our JupyterLab behaves: one kernel, no news, no look for updates, no question at the end. */
export async function writeJupyterConfig({
  root,
  venv,
  port,
}: {
  root: string;
  venv: string;
  port: number;
}): Promise<void> {
  const home = jupyterHome(venv);
  await writeJson(join(home, 'config', 'jupyter_server_config.json'), {
    ServerApp: {
      ip: '127.0.0.1',
      port,
      port_retries: 0,
      root_dir: resolve(root),
      open_browser: false,
      answer_yes: true,
      allow_root: true, // a container's only user is often root
      jpserver_extensions: { jupyter_lsp: false },
    },
    LabApp: {
      news_url: null,
      check_for_updates_class: 'jupyterlab.NeverCheckForUpdate',
      extension_manager: 'readonly',
    },
    ExtensionApp: { open_browser: false },
    KernelSpecManager: { allowed_kernelspecs: [kernelName], ensure_native_kernel: false },
    MappingKernelManager: { default_kernel_name: kernelName },
  });
  await writeJson(join(home, 'config', 'labconfig', 'page_config.json'), {
    disabledExtensions: {
      '@jupyterlab/apputils-extension:announcements': true,
      '@jupyterlab/extensionmanager-extension': true,
      // RISE brings it, for JupyterLab 3; JupyterLab has one of its own.
      '@jupyterlab/mathjax3-extension': true,
    },
  });
  // A chapter is short: with every cell on the page the browser's own search and printing see all of it.
  await writeJson(join(home, 'config', 'labconfig', 'default_setting_overrides.json'), {
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  });
}

async function writeJson(file: string, value: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
