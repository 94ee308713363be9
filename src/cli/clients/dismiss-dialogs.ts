import type { Page } from "playwright-core";

/**
 * Test support: presses away JupyterLab's dialogs, which lie over a notebook, as a person would;
 * says what it pressed away. That a kernel has died is a fault of ours.
 */
export async function dismissDialogs(page: Page): Promise<{ ofDeath(): string[] }> {
  const said: string[] = [];
  await page.addLocatorHandler(page.locator("dialog.jp-Dialog").first(), async (dialog) => {
    const text = await dialog.innerText();
    said.push(text);
    console.error(`JupyterLab asked: ${text}`);
    await dialog.locator("button.jp-mod-accept").click();
  });
  return { ofDeath: () => said.filter((text) => /died|restart/i.test(text)) };
}
