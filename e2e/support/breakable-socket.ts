import type { Page, WebSocketRoute } from '@playwright/test';

/** The live connection of a page, as something that can be lost. */
export interface BreakableSocket {
  /** Cuts it, and every new one until `mend`. */
  cut(): Promise<void>;
  mend(): void;
}

/** Has to be called before the page is opened. */
export async function breakableSocket(page: Page): Promise<BreakableSocket> {
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/socket\.io\//, async (socket) => {
    if (isCut) {
      await socket.close();
      return;
    }
    open.add(socket);
    open.add(socket.connectToServer());
  });
  return {
    cut: async () => {
      isCut = true;
      for (const side of open) await side.close();
      open.clear();
    },
    mend: () => {
      isCut = false;
    },
  };
}
