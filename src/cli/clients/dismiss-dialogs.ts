import type { Page } from "playwright-core";

/** As clients call the kernel. */
export const kernelTitle = "TypeScript (Parallax)";

/**
 * Test support: presses away JupyterLab's dialogs, which lie over a notebook, as a person would;
 * says what it pressed away. Where a kernel is asked for it is ours, whatever stands first. That a
 * kernel has died is a fault of ours.
 */
export async function dismissDialogs(page: Page): Promise<{ ofDeath(): string[] }> {
  const said: string[] = [];
  await page.addLocatorHandler(page.locator("dialog.jp-Dialog").first(), async (dialog) => {
    const text = await dialog.innerText();
    said.push(text);
    console.error(`JupyterLab asked: ${text}`);
    const kernels = dialog.locator("select", { hasText: kernelTitle });
    if ((await kernels.count()) > 0) await kernels.selectOption({ label: kernelTitle });
    await dialog.locator("button.jp-mod-accept").click();
  });
  return { ofDeath: () => said.filter((text) => /died|restart/i.test(text)) };
}
