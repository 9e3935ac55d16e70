/** What the engine answers instead of doing what was asked, with the status code it has over HTTP. */
export class EngineRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'EngineRefusal';
    this.status = status;
  }

  static badRequest(message: string): EngineRefusal {
    return new EngineRefusal(400, message);
  }

  static notFound(message: string): EngineRefusal {
    return new EngineRefusal(404, message);
  }

  static conflict(message: string): EngineRefusal {
    return new EngineRefusal(409, message);
  }

  /** The engine's answer to a parameter it cannot parse: a server error, oddly. */
  static failed(message: string): EngineRefusal {
    return new EngineRefusal(500, message);
  }
}
