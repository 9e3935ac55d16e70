/** Node's error for an address that cannot be listened on. */
export interface ListenError extends Error {
  readonly code: string;
  readonly address?: string;
  readonly port?: number;
}

export function isListenError(error: unknown): error is ListenError {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}

/** What it means and what to do. */
export function listenProblem({ code, address = '', port, message }: ListenError): string {
  const where = `${address}:${port ?? ''}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Another program is listening on ${where} already. Stop it, or choose another port with HOMELAB_PORT.`;
    case 'EACCES':
      return `This user may not listen on ${where}. Ports below 1024 need more rights; choose another with HOMELAB_PORT.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address}. Set HOMELAB_HOST to one it has, or to 0.0.0.0.`;
    default:
      return `The server cannot listen on ${where}: ${message}`;
  }
}
