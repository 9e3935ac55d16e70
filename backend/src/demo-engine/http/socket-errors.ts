/** The demo engine cannot listen where it was told to. */
export class DemoSocketUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DemoSocketUnusable';
  }

  static inUse(path: string): DemoSocketUnusable {
    return new DemoSocketUnusable(`Another program listens on ${path}. Stop it, or choose another path.`);
  }

  static notASocket(path: string): DemoSocketUnusable {
    return new DemoSocketUnusable(
      `${path} exists and is no socket. The demo engine does not replace other files.`,
    );
  }

  static tooLong(path: string): DemoSocketUnusable {
    return new DemoSocketUnusable(
      `${path} is too long for a Unix socket (107 bytes at most). Choose a shorter path.`,
    );
  }
}
